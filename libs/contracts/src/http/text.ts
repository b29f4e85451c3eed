import { z } from 'zod';

export const EXTERNAL_ID_MAX = 128;
/** Of what an entity is asked for and searched by: those of declared types are called as long as attributes are. */
export const ENTITY_NAME_MAX = 1024;
/** Not blank, and nothing that can't be seen or that turns others around. */
export const VISIBLE =
  // oxlint-disable-next-line no-control-regex -- Controls are what it is about.
  /^(?!\s+$)[^\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+$/;

/**
 * Strings that enter records and tables. Two kinds can't be kept as they are: NUL, which PostgreSQL does not store as
 * text, and half a surrogate pair, which UTF-8 has no bytes for (JSON can escape one, and cutting a string inside an
 * emoji makes one). Both are refused at the edge; behind it every string comes back as it was written.
 */
export const text = (max: number) =>
  wellFormed(
    z
      .string()
      .max(max)
      // oxlint-disable-next-line no-control-regex -- NUL is what it is about.
      .regex(/^[^\u0000]*$/, 'must not contain NUL'),
  );

/** What a person writes: not blank, without the spaces around it. */
export const writtenText = (max: number) => text(max).trim().min(1);

/**
 * An id of the payment system's own: 1 to 128 characters, not blank, and none that can't be seen or that turns others
 * around (controls, zero-width and bidirectional marks, line separators), so that two ids that look alike are alike.
 * The pattern is written without property classes, for readers of the OpenAPI document that don't know them.
 */
export const externalId = wellFormed(
  z
    .string()
    .min(1)
    .max(EXTERNAL_ID_MAX)
    .regex(VISIBLE, 'must not be blank, nor contain control, invisible or bidirectional formatting characters'),
);

function wellFormed(schema: z.ZodString): z.ZodString {
  return schema.refine((value) => value.isWellFormed(), {
    message: 'must be well-formed Unicode: it holds half of a surrogate pair',
    params: { code: 'invalid_format' },
  });
}
