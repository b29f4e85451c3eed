import { open } from 'node:fs/promises';

/** Makes names that appeared in or went from a folder durable. Rejects when the folder isn't there. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
