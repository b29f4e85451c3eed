import { z } from 'zod';

/** RFC 9457 problem details, with a stable code, every bad field by JSON pointer, and the trace id. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'A name for the kind of problem, by its `code`; there is no page at it.' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'One of those listed at the top of this document.' }),
    detail: z.string(),
    trace_id: z.string().optional().meta({ description: 'Finds the request in traces and logs.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string(),
          code: z.string(),
          detail: z.string(),
          line: z.int().optional().meta({ description: 'In the text at `pointer` or around it, from 1.' }),
          column: z.int().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
