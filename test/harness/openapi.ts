// Holds real answers against the document that the API gives of itself.
import { Validator, type Schema } from '@cfworker/json-schema';
import { call, type Answer } from './api.js';

type Json = Readonly<Record<string, unknown>>;

export class ApiDocument {
  private constructor(readonly document: Json) {}

  static async of(url: string): Promise<ApiDocument> {
    return new ApiDocument((await call(url, 'GET', '/openapi.json', { key: '' })).body as Json);
  }

  /** What is wrong with an answer by the document; empty when it is as described. `path` in the document's words. */
  problemsWith(method: string, path: string, answer: Answer): string[] {
    const where = `${method} ${path} ${answer.status}`;
    const response = this.at('paths', path, method.toLowerCase(), 'responses', String(answer.status));
    if (!response) return [`${where} is not described`];
    const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
    const content = response['content'] as Readonly<Record<string, { schema: Schema }>>;
    if (!content[type]) return [`${where} is ${type}`];
    const schema = { ...content[type].schema, components: this.document['components'] } as Schema;
    const { errors } = new Validator(schema, '2020-12', false).validate(answer.body);
    return errors.map(({ instanceLocation, error }) => `${where} ${instanceLocation}: ${error}`);
  }

  private at(...path: readonly string[]): Json | undefined {
    let value: unknown = this.document;
    for (const part of path) value = (value as Json | undefined)?.[part];
    return value as Json | undefined;
  }
}
