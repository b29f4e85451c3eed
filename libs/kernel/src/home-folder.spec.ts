import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HomeFolder } from './home-folder.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'home-folder-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

describe('home folder', () => {
  it('a path of which several parts are missing → all of them are made', () => {
    const home = new HomeFolder(join(parent, 'a', 'b', 'c'));
    home.write('file', 'text');
    expect(new HomeFolder(join(parent, 'a/b/c')).read('file')).toBe('text');
  });

  it.runIf(process.platform === 'linux')('a path where no folder can be made → one clear line, at once', () => {
    expect(() => new HomeFolder('/proc/no/such/folder')).toThrow(
      /^can not write to \/proc\/no\/such\/folder \(.*\); set CARACAL_HOME to a folder that can be written$/,
    );
  });

  it('a file in the place of a parent → one clear line', () => {
    writeFileSync(join(parent, 'file'), '');
    expect(() => new HomeFolder(join(parent, 'file', 'home'))).toThrow(/^can not write to .*set CARACAL_HOME/);
  });

  it('a file in the place of the folder → one clear line', () => {
    writeFileSync(join(parent, 'file'), '');
    expect(() => new HomeFolder(join(parent, 'file'))).toThrow(/^can not write to .*is not a folder.*set CARACAL_HOME/);
  });

  it('write: → only the owner can read it, and no draft is left', () => {
    const home = new HomeFolder(join(parent, 'home'));
    home.write('file', 'one');
    home.write('file', 'two');
    expect(home.read('file')).toBe('two');
    expect(readdirSync(home.path)).toEqual(['file']);
    expect(statSync(home.file('file')).mode & 0o777).toBe(0o600);
  });

  it('secret: → the same at the next start', () => {
    const secret = new HomeFolder(parent).secret();
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(new HomeFolder(parent).secret()).toBe(secret);
  });
});
