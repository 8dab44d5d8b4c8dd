/**
 * A server that knows nothing but an OpenAPI description: it checks every request against it and answers the examples in
 * it. What works with it works with any backend that keeps to the description, whoever wrote it.
 */
import { createRequire } from 'node:module';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

// The server's packages: the library has none of them.
interface Check {
  (value: unknown): boolean;
  errors?: unknown;
}

interface Ajv2020 {
  addSchema(schema: Json, name: string): void;
  getSchema(name: string): Check | undefined;
  validate(schema: Json, value: unknown): boolean;
  errorsText(errors: unknown): string;
}

const require = createRequire(new URL('../../server/package.json', import.meta.url));
const { Ajv2020: Ajv } = require('ajv/dist/2020.js') as { Ajv2020: new (options: Json) => Ajv2020 };
const addFormats = (require('ajv-formats') as { default: (ajv: Ajv2020) => void }).default;

type Json = Record<string, unknown>;
interface Operation {
  operationId: string;
  parameters?: { in: string; name: string; required?: boolean; schema: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { content?: Record<string, { schema: Json; example?: unknown }> }>;
}

interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Json };
}

export interface Asked {
  operation: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

export class OpenApiMock {
  readonly asked: Asked[] = [];
  /** What does not keep to the description, in words. */
  readonly faults: string[] = [];
  /** Operations that are to answer a status other than their first good one. */
  readonly statuses = new Map<string, number>();
  readonly #document: Description;
  readonly #ajv: Ajv2020;
  readonly #server: Server;

  private constructor(document: Json) {
    this.#document = document as unknown as Description;
    this.#ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: 'array' });
    addFormats(this.#ajv);
    for (const [name, schema] of Object.entries(this.#document.components.schemas))
      this.#ajv.addSchema(schema as Json, `#/components/schemas/${name}`);
    this.#server = createServer((incoming, outgoing) => void this.#answer(incoming, outgoing));
  }

  static async start(document: Json): Promise<OpenApiMock> {
    const mock = new OpenApiMock(document);
    await new Promise<void>((done) => mock.#server.listen(0, '127.0.0.1', done));
    return mock;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const cors = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'access-control-allow-methods': '*',
    };
    if (incoming.method === 'OPTIONS') return void outgoing.writeHead(204, cors).end();
    const url = new URL(incoming.url ?? '/', this.url);
    const method = (incoming.method ?? 'GET').toLowerCase();
    const operation = Object.entries(this.#document.paths).find(([template]) =>
      new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(url.pathname),
    )?.[1][method];
    if (!operation) {
      this.faults.push(`${method} ${url.pathname} is not described`);
      return void outgoing.writeHead(404, cors).end();
    }
    const body = await this.#check(operation, url, incoming);
    this.asked.push({ operation: operation.operationId, headers: incoming.headers, body });
    const status = this.statuses.get(operation.operationId) ?? Number(Object.keys(operation.responses)[0]);
    const [type, media] = Object.entries(operation.responses[status]?.content ?? {})[0] ?? [];
    outgoing.writeHead(status, { ...cors, ...(type ? { 'content-type': type } : {}) });
    if (media === undefined) return void outgoing.end();
    if (media.example === undefined) this.faults.push(`${operation.operationId} ${status} has no example`);
    if (type === 'text/event-stream') return void outgoing.write(String(media.example)); // and stays open
    outgoing.end(JSON.stringify(media.example));
  }

  async #check(operation: Operation, url: URL, incoming: IncomingMessage): Promise<unknown> {
    const { operationId, parameters = [], requestBody } = operation;
    const given: Record<string, (name: string) => string | null | undefined> = {
      query: (name) => url.searchParams.get(name),
      header: (name) => incoming.headers[name.toLowerCase()] as string | undefined,
    };
    for (const { in: place, name, required, schema } of parameters) {
      const value = given[place]?.(name);
      if (place === 'path') continue;
      if (value == null) {
        if (required) this.faults.push(`${operationId} comes without ${name}`);
      } else if (!this.#ajv.validate(schema, value)) this.faults.push(`${operationId}: ${name} is ${value}`);
    }
    for (const name of url.searchParams.keys())
      if (!parameters.some((one) => one.in === 'query' && one.name === name))
        this.faults.push(`${operationId}: ${name} is not described`);
    let text = '';
    for await (const chunk of incoming) text += String(chunk);
    if (!requestBody) return undefined;
    const type = incoming.headers['content-type']?.split(';')[0] ?? '';
    const media = requestBody.content[type];
    if (!media) {
      this.faults.push(`${operationId} comes as ${type}`);
      return text;
    }
    const body = JSON.parse(text) as unknown;
    const name = String(media.schema['$ref']);
    const validate = this.#ajv.getSchema(name)!;
    if (!validate(structuredClone(body))) this.faults.push(`${operationId}: ${this.#ajv.errorsText(validate.errors)}`);
    return body;
  }
}
