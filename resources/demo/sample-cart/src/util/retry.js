/**
 * Repeats what may fail for a moment.
 */

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * Calls `work` until it succeeds, at most `times` times, with growing pauses.
 * @template T
 * @param {() => Promise<T>} work
 * @param {number} times
 * @returns {Promise<T>}
 */
export async function retry(work, times = 3) {
    let last;
    for (let attempt = 0; attempt < times; attempt++) {
        try {
            return await work();
        } catch (error) {
            last = error;
            await pause(100 * 2 ** attempt);
        }
    }
    throw last;
}
