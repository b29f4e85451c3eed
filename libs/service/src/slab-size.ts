/**
 * Node cuts small buffers out of common slabs, of 64 KiB by now. A value that is kept for a while keeps its slab, with all that
 * was short-lived in it: at a hundred payments a second half of what outlived young collections was that.
 */
const BUFFER_POOL_BYTES = 8192;

/** Of the calling thread. */
export function useSmallSlabs(): void {
  Buffer.poolSize = BUFFER_POOL_BYTES;
}
