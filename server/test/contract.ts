import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApi } from '../src/openapi.ts';

type Json = Record<string, unknown>;

const document = openApi() as { paths: Record<string, Json>; components: { schemas: Record<string, Json> } };
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
for (const [name, schema] of Object.entries(document.components.schemas))
  ajv.addSchema(exact(schema) as Json, `#/components/schemas/${name}`);

/** The same schema, refusing every key it does not name: what the server sends is exactly what is documented. */
function exact(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(exact);
  if (schema === null || typeof schema !== 'object') return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, exact(value)]));
  if (copy['type'] === 'object' && copy['properties'] && copy['additionalProperties'] === undefined)
    copy['additionalProperties'] = false;
  return copy;
}

/** Checks a value against a schema of the description. */
export function expectSchema(name: string, value: unknown): void {
  const validate = ajv.getSchema(`#/components/schemas/${name}`)!;
  if (!validate(value))
    throw new Error(`not a ${name}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 500)}`);
}

const DECODERS: Record<string, (bytes: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync };

/**
 * [B23] Checks a response against the OpenAPI description: a status, a media type or a field that is not documented
 * fails the test that saw it.
 */
export async function expectDocumented(method: string, path: string, response: Response): Promise<void> {
  const { pathname } = new URL(`http://test${path}`);
  const found = Object.entries(document.paths).find(([template]) =>
    new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  );
  const operation = found?.[1][method === 'HEAD' ? 'get' : method.toLowerCase()] as { responses: Json } | undefined;
  if (!operation) {
    // Pages, files, and methods that an address does not have.
    const closed = pathname.startsWith('/v1/admin/') && [401, 429].includes(response.status);
    const undocumented = closed || [400, 404, 405].includes(response.status) || method === 'OPTIONS';
    if (pathname.startsWith('/v1/') && !undocumented)
      throw new Error(`${method} ${pathname.slice(0, 200)} is not documented, but answered ${response.status}`);
    return;
  }
  const described = operation.responses[String(response.status)] as { content?: Record<string, Json> } | undefined;
  if (!described) throw new Error(`${method} ${pathname}: status ${response.status} is not documented`);
  if (method === 'HEAD') return;
  const type = response.headers.get('content-type')?.split(';')[0];
  if (!described.content) {
    if (response.body !== null && type !== 'text/event-stream') {
      const text = await response.clone().text();
      if (text !== '') throw new Error(`${method} ${pathname} ${response.status}: no body is documented`);
    }
    return;
  }
  const media = described.content[type ?? ''];
  if (!media) throw new Error(`${method} ${pathname} ${response.status}: ${type} is not documented`);
  if (!type?.endsWith('json')) return; // streams, tables, pages, pictures
  const schema = media['schema'] as Json;
  const bytes = Buffer.from(await response.clone().arrayBuffer());
  const decode = DECODERS[response.headers.get('content-encoding') ?? ''];
  const body: unknown = JSON.parse((decode ? decode(bytes) : bytes).toString());
  if (typeof schema['$ref'] === 'string') expectSchema(schema['$ref'].split('/').at(-1)!, body);
  else if (!ajv.validate(schema, body)) throw new Error(`${method} ${pathname}: ${ajv.errorsText(ajv.errors)}`);
}
