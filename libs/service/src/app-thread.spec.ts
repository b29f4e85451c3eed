import { afterEach, describe, expect, it } from 'vitest';
import { AppThread } from './app-thread.js';

const open: AppThread[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thread) => thread.stop()));
});

function start(data: object): AppThread {
  const thread = new AppThread(import.meta.url, 'testing/answering-thread', data);
  open.push(thread);
  return thread;
}

describe('AppThread', () => {
  it('a thread that starts: says what keeps it from being ready, by name', async () => {
    const thread = start({ problems: { log: 'is away', consumers: 'have not started' } });
    await thread.started;
    await expect(thread.check()).rejects.toThrow('log: is away; consumers: have not started');
    const ready = start({ problems: {} });
    await expect(ready.check()).resolves.toBeUndefined();
  });

  it('a thread that can not start: says why', async () => {
    await expect(start({ failed: 'the model is gone' }).started).rejects.toThrow('the model is gone');
  });

  it('an answer that fails: its reason', async () => {
    await expect(start({}).metrics()).rejects.toThrow('there are none');
  });

  it('asked once it has ended: an error at once', async () => {
    const thread = start({});
    await thread.started;
    await thread.stop();
    await expect(thread.metrics()).rejects.toThrow('answering-thread has ended');
  });
});
