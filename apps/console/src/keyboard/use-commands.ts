import { useEffect, useRef } from 'react';
import { pressKey, type Command } from './keymap.js';

/**
 * Gives commands to whoever registered for them last, so that a page overrides the frame. Keys typed into a field, with
 * a modifier, or while a dialog is open are not commands.
 */
export type Handlers = Partial<Record<Command, () => void>>;
const SEQUENCE_MS = 1_500;
const registered: { current: Handlers }[] = [];

export function useCommands(handlers: Handlers): void {
  const entry = useRef(handlers);
  useEffect(() => {
    entry.current = handlers;
  });
  useEffect(() => {
    registered.push(entry);
    return () => {
      registered.splice(registered.indexOf(entry), 1);
    };
  }, []);
}

/** Listens for keys; called once, by the frame. */
export function useKeyboard(): void {
  useEffect(() => {
    let pending: { key: string; at: number } | undefined;
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || !isCommand(event)) return;
      const first = pending !== undefined && event.timeStamp - pending.at < SEQUENCE_MS ? pending.key : undefined;
      const result = pressKey(first, event.key);
      pending = result.pending === undefined ? undefined : { key: result.pending, at: event.timeStamp };
      if (result.command !== undefined && run(result.command)) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function run(command: Command): boolean {
  const handler = registered.findLast(({ current }) => current[command] !== undefined)?.current[command];
  handler?.();
  return handler !== undefined;
}

function isCommand(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target?.closest('input, textarea, select, [contenteditable], [role="menu"], [role="listbox"]')) return false;
  if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return false;
  // Enter and arrows belong to a focused control; in a grid of rows they are ours.
  const ownsKey = event.key === 'Enter' || event.key.startsWith('Arrow');
  return !(ownsKey && target?.closest('a, button, [role="tab"], [role="radio"]'));
}
