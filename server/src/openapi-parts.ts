import * as z from 'zod/mini';
import { EXAMPLES } from './openapi-examples.ts';
import { PROBLEMS, type ProblemCode } from './problem.ts';

export type Json = Record<string, unknown>;

/**
 * JSON Schema 2020-12 of what goes over the wire. `input`, because the schemas say what may arrive; what this server
 * sends is always also a valid input.
 */
export function jsonSchema(schema: z.ZodMiniType): Json {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema: node }) => {
      // `z.catch` would write down its fallback as a default, which is a rule for readers and not for the wire.
      if (node.default === undefined || node.default === null) delete node.default;
    },
  }) as Json;
  delete made['$schema'];
  return made;
}

export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
export const json = (name: string): Json => ({
  'application/json': { schema: ref(name), ...(name in EXAMPLES ? { example: EXAMPLES[name] } : {}) },
});

/** What any request may be answered with. */
const ALWAYS: ProblemCode[] = ['bad-request', 'too-many-requests', 'internal', 'unavailable'];

export function problems(...codes: ProblemCode[]): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...codes, ...ALWAYS])
    byStatus.set(PROBLEMS[code][0], [...(byStatus.get(PROBLEMS[code][0]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      String(status),
      {
        description: some.map((code) => `\`${code}\`: ${PROBLEMS[code][1]}.`).join(' '),
        content: { 'application/problem+json': { schema: ref('Problem'), example: problem(some[0]!) } },
      },
    ]),
  );
}

export const parameter = (
  place: 'path' | 'query' | 'header',
  name: string,
  description: string,
  schema: Json,
  required = place === 'path',
): Json => ({
  in: place,
  name,
  description,
  required,
  schema,
});

function problem(code: ProblemCode): Json {
  const [status, title] = PROBLEMS[code];
  return { type: `urn:cairn:problem:${code}`, title, status, code };
}
