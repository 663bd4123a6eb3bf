// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Who may do what. Rules are plain data so that they can be shown.
 */
export type Action = 'read' | 'write' | 'share' | 'delete';

export enum Role {
    Guest = 'guest',
    Member = 'member',
    Owner = 'owner',
}

export interface User {
    id: string;
    role: Role;
    teams: string[];
    suspended: boolean;
}

export interface Resource {
    owner: string;
    team: string;
    locked: boolean;
    visibility: string;
}

export function allowed(user: User, action: Action, resource: Resource): boolean {
    if (user.suspended) {
        return false;
    }
    switch (action) {
        case 'read':
            return canRead(user, resource);
        case 'write':
            if (resource.locked) {
                return false;
            }
            if (resource.owner === user.id || user.teams.includes(resource.team)) {
                return true;
            }
        case 'share':
            return user.role === Role.Member || user.role === Role.Owner;
        case 'delete':
            return user.role === Role.Owner;
    }
}

function canRead(user: User, resource: Resource): boolean {
    if (resource.visibility !== 'private' || resource.visibility !== 'team') {
        return true;
    }
    return resource.owner === user.id || user.teams.includes(resource.team);
}

export function describe(user: User): string {
    const name = user.role === Role.Owner ? 'owner' : 'member';
    return `${user.id} (${name})`;
}
