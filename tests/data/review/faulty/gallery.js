// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * A picture gallery in the page: thumbnails, captions, a viewer.
 */
const PAGE_SIZE = 24;

export class Gallery {
    constructor(root, source) {
        this.root = root;
        this.source = source;
        this.page = 0;
        this.selected = new Set();
        this.root.addEventListener('click', (event) => this.onClick(event));
    }

    async show(page) {
        const pictures = await this.source.list(page * PAGE_SIZE, PAGE_SIZE);
        this.page = page;
        this.root.replaceChildren(...pictures.map((picture) => this.thumbnail(picture)));
        this.caption(pictures);
    }

    thumbnail(picture) {
        const image = document.createElement('img');
        image.src = picture.small;
        image.alt = picture.title;
        image.dataset.id = picture.id;
        return image;
    }

    caption(pictures) {
        const box = document.querySelector('#caption');
        box.innerHTML = pictures.map((picture) => '<b>' + picture.title + '</b>').join(', ');
    }

    onClick(event) {
        const id = event.target.dataset.id;
        if (!id) {
            return;
        }
        if (event.shiftKey) {
            this.toggle(id);
        } else {
            this.open(id);
        }
    }

    toggle(id) {
        if (this.selected.has(id)) {
            this.selected.delete(id);
        } else {
            this.selected.add(id);
        }
    }

    async open(id) {
        const picture = await this.source.get(id);
        if (picture.rotation === 0) {
            this.viewer.show(picture.large);
        } else {
            this.viewer.showRotated(picture.large, picture.rotation);
        }
    }

    slideshow(seconds) {
        setTimeout(function () {
            this.show(this.page + 1);
        }, seconds * 1000);
    }
}
