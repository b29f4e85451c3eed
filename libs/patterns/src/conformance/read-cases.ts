/** Finds and reads the conformance cases of a folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConformanceCase } from './conformance-case.js';

export interface CaseFile {
  /** Relative to the folder. */
  readonly name: string;
  readonly cases: readonly ConformanceCase[];
}

/** Says in one line what is wrong with a folder or file. */
export class CaseFileError extends Error {
  override readonly name = 'CaseFileError';
}

/** @throws CaseFileError when the folder can't be read or holds no `.json` files, however deep */
export function caseFilesIn(dir: string): string[] {
  let names: string[];
  try {
    names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    throw new CaseFileError(`${dir}: can't be read: ${messageOf(error)}`);
  }
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) throw new CaseFileError(`${dir}: holds no case files (*.json)`);
  return files;
}

/** @throws CaseFileError when it is no list of cases */
export function readCases(dir: string, name: string): CaseFile {
  const path = join(dir, name);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CaseFileError(`${path}: can't be read: ${messageOf(error)}`);
  }
  if (!Array.isArray(value)) throw new CaseFileError(`${path}: is no list of cases`);
  const wrong = value.findIndex((one) => !isCase(one));
  if (wrong >= 0) throw new CaseFileError(`${path}: entry ${wrong} is no case: it needs id, pattern.stages and events`);
  return { name, cases: value as readonly ConformanceCase[] };
}

function isCase(value: unknown): value is ConformanceCase {
  if (typeof value !== 'object' || value === null) return false;
  const { id, pattern, events } = value as Partial<Record<string, unknown>>;
  const stages = (pattern as { stages?: unknown } | undefined)?.stages;
  return typeof id === 'string' && Array.isArray(stages) && Array.isArray(events);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
