/**
 * Named places where a test can make the process crash, hang or fail; nothing happens unless armed.
 * Armed in-process by `armFaultPoint`, or for a child process by `CARACAL_FAULT=name:crash`.
 */
type Fault = () => void | Promise<void>;
const armed = new Map<string, Fault>();

const fromEnvironment = process.env['CARACAL_FAULT'];
if (fromEnvironment) {
  const [name = '', action = 'crash', after = '0'] = fromEnvironment.split(':');
  let left = Number(after);
  armed.set(name, () => {
    if (left-- > 0) return;
    if (action === 'crash') process.kill(process.pid, 'SIGKILL');
    throw new Error(`fault point ${name}`);
  });
}

export function armFaultPoint(name: string, fault: Fault): () => void {
  armed.set(name, fault);
  return () => armed.delete(name);
}

export function faultPoint(name: string): void | Promise<void> {
  return armed.size === 0 ? undefined : armed.get(name)?.();
}
