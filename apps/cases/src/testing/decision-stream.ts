import { request } from 'node:http';

/** What the live stream of decisions tells a person, from the moment that `opened` resolves. */
export function listen(port: number, cookie: string): Listening {
  const seen: Listening['seen'] = [];
  let text = '';
  const outgoing = request({ port, host: '127.0.0.1', path: '/console/api/decisions/stream', headers: { cookie } });
  const opened = new Promise<void>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      if (response.statusCode !== 200) reject(new Error(String(response.statusCode)));
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop()!;
        for (const block of blocks) {
          const data = /^event: decision\ndata: (.*)$/.exec(block)?.[1];
          if (data !== undefined) seen.push(JSON.parse(data));
        }
      });
      resolve();
    });
  });
  outgoing.end();
  return {
    opened,
    seen,
    close: () => outgoing.destroy(),
  };
}

interface Listening {
  readonly opened: Promise<void>;
  readonly seen: { transaction_id: string; status: string }[];
  close(): void;
}
