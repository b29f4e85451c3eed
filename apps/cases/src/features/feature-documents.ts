/** A tenant's documents as they would be after a change → the plan of all of its features; or every problem. Pure. */
import { FEATURE_DOCUMENTS_MAX, type FeatureDocumentV1 } from '#contracts';
import { describeProblem, entityUses, type FeaturePlan } from '#features';
import { invalidRequest } from '#http';
import { CaracalError } from '#kernel';
import { compileBeside, type FeaturePack } from '#tenancy';

/** All of a tenant's together, in bytes: what changed is told in one record. */
const SOURCES_BYTES_MAX = 512 * 1024;
const PROBLEMS_MAX = 50;
const NAMES_MAX = 10;

/** The text as it was sent; of a definition that came as an object, its JSON. */
export function sourceOf(sent: unknown): string {
  return typeof sent === 'string' ? sent : JSON.stringify(sent, undefined, 2);
}

export function withDocument(
  documents: readonly FeatureDocumentV1[],
  document: FeatureDocumentV1,
): readonly FeatureDocumentV1[] {
  const at = documents.findIndex(({ name }) => name === document.name);
  return at < 0 ? [...documents, document] : documents.with(at, document);
}

/** @throws CaracalError `not_found` where there is none of that name */
export function withoutDocument(documents: readonly FeatureDocumentV1[], name: string): readonly FeatureDocumentV1[] {
  if (!documents.some((document) => document.name === name))
    throw new CaracalError('not_found', 'There is no such document of features');
  return documents.filter((document) => document.name !== name);
}

/**
 * An entity goes when nothing is of it any more.
 *
 * @throws CaracalError `conflict` that names the entity and its features
 */
export function checkEntities(before: readonly FeatureDocumentV1[], next: readonly FeatureDocumentV1[]): void {
  const { declared, users } = entityUses(next);
  for (const type of entityUses(before).declared) {
    const names = users.get(type);
    if (declared.has(type) || names === undefined) continue;
    const more = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : '';
    throw new CaracalError(
      'conflict',
      `The entity ${type} is what ${names.slice(0, NAMES_MAX).join(', ')}${more} are of: take those out first`,
    );
  }
}

/**
 * @param changed - name of the document that is saved or removed: its problems are said at their places in it
 * @param timeZone - of the tenant
 * @throws CaracalError `invalid_request` with every problem
 */
export function compiledWith(
  pack: FeaturePack,
  documents: readonly FeatureDocumentV1[],
  changed: string,
  timeZone?: string,
): FeaturePlan {
  checkSizes(documents);
  const compiled = compileBeside(pack, documents, timeZone);
  if (!('plan' in compiled)) {
    const errors = compiled.problems.slice(0, PROBLEMS_MAX).map((problem) => {
      const { document, pointer, detail, line, column } = problem;
      if (document !== changed)
        return { pointer: '', code: 'invalid_definition', detail: describeProblem(problem).trim() };
      const place = { ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
      return { pointer: `/definition${pointer}`, code: 'invalid_definition', detail, ...place };
    });
    throw invalidRequest(errors);
  }
  return compiled.plan;
}

function checkSizes(documents: readonly FeatureDocumentV1[]): void {
  if (documents.length > FEATURE_DOCUMENTS_MAX)
    throw refusal(`there are ${documents.length} documents; at most ${FEATURE_DOCUMENTS_MAX} are allowed`);
  const bytes = documents.reduce((sum, { source }) => sum + Buffer.byteLength(source), 0);
  if (bytes > SOURCES_BYTES_MAX)
    throw refusal(`the documents have ${bytes} bytes together; at most ${SOURCES_BYTES_MAX} are allowed`);
}

function refusal(detail: string): CaracalError {
  return invalidRequest([{ pointer: '/definition', code: 'invalid_definition', detail }]);
}
