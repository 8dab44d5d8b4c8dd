import { inputs, outputs } from './admin/schemas.ts';
import { json, jsonSchema, parameter, problems, ref, type Json } from './openapi-parts.ts';
import type { ProblemCode } from './problem.ts';

interface Operation {
  id: string;
  summary: string;
  scope?: string;
  /** And all others, too. */
  andAll?: boolean;
  input?: keyof typeof inputs | 'Campaign';
  output?: keyof typeof outputs;
  parameters?: Json[];
  problems?: ProblemCode[];
  more?: Json;
}

const CAMPAIGN = () => parameter('path', 'campaign', 'Id of the campaign', { type: 'string' });
const ITEM = (name: string) => parameter('path', name, `Id of the ${name}`, { type: 'string' });
const BODY: ProblemCode[] = ['malformed-json', 'body-too-large', 'unsupported-media-type', 'validation'];

function operation(one: Operation): Json {
  return {
    operationId: one.id,
    summary: one.summary,
    ...(one.scope
      ? { description: `Needs the scope \`${one.scope}\`${one.andAll ? ', and every other one' : ''}.` }
      : {}),
    security: [{ adminKey: [] }],
    tags: ['admin'],
    ...(one.parameters ? { parameters: one.parameters } : {}),
    ...(one.input ? { requestBody: { required: true, content: json(one.input) } } : {}),
    responses: {
      ...(one.output
        ? { 200: { description: one.summary, content: json(one.output) } }
        : one.more
          ? {}
          : { 204: { description: 'Done' } }),
      ...one.more,
      ...problems(
        'unauthorized',
        'forbidden',
        'origin-not-allowed',
        ...(one.input ? BODY : []),
        ...(one.problems ?? []),
      ),
    },
  };
}

/** The organiser's half of the description. */
export function adminPaths(): Json {
  const admin = '/v1/admin';
  const campaign = `${admin}/campaigns/{campaign}`;
  const missing: ProblemCode[] = ['campaign-not-found'];
  return {
    [`${admin}/session`]: {
      get: operation({
        id: 'session',
        summary: 'Who this key is',
        output: 'Session',
        more: { 204: { description: 'Nobody has signed in' } },
      }),
      post: operation({
        id: 'signIn',
        summary: 'Sign in on the page at /admin: the answer sets a cookie that its scripts cannot read',
        input: 'SignIn',
        output: 'Session',
      }),
      delete: operation({ id: 'signOut', summary: 'Sign out' }),
    },
    [`${admin}/campaigns`]: {
      get: operation({ id: 'campaigns', summary: 'Every campaign of this key', scope: 'read', output: 'CampaignList' }),
    },
    [campaign]: {
      get: operation({
        id: 'campaignSummary',
        summary: 'State and totals',
        scope: 'read',
        parameters: [CAMPAIGN()],
        output: 'CampaignSummary',
        problems: missing,
      }),
      put: operation({
        id: 'saveCampaign',
        summary: 'Make or replace a campaign from its document; totals in it are opening balances',
        scope: 'edit',
        parameters: [CAMPAIGN()],
        input: 'Campaign',
        output: 'Imported',
        problems: ['conflict'],
      }),
      patch: operation({
        id: 'changeCampaign',
        summary: 'Open, pause or end it, or move its end',
        scope: 'edit',
        parameters: [CAMPAIGN()],
        input: 'CampaignChange',
        output: 'CampaignSummary',
        problems: missing,
      }),
      delete: operation({
        id: 'removeCampaign',
        summary:
          'Remove it for good with everything of it: contributions, people, events, its own keys and webhooks. Export it first. It is gone at once; `cleared` is false while rows of a large one are still being erased',
        scope: 'edit',
        andAll: true,
        output: 'CampaignRemoved',
        parameters: [
          CAMPAIGN(),
          parameter(
            'query',
            'confirm',
            'Its id once more, which is needed as soon as somebody contributed here',
            { type: 'string' },
            false,
          ),
        ],
        problems: [...missing, 'not-removable'],
      }),
    },
    [`${campaign}/contributions/search`]: {
      post: operation({
        id: 'searchContributions',
        summary:
          'Contributions made here, newest first. A search is sent as a body, so that no log has it. A part of a name is looked for in a hundred thousand names at a time: there may be fewer than asked for, even none, and still a `next` that looks further',
        scope: 'read',
        parameters: [CAMPAIGN()],
        input: 'ContributionSearch',
        output: 'EntryPage',
        problems: [...missing, 'bad-cursor'],
      }),
    },
    [`${campaign}/export.csv`]: {
      get: operation({
        id: 'exportContributions',
        summary: 'All of them as CSV, safe to open in a spreadsheet',
        scope: 'read',
        parameters: [CAMPAIGN(), parameter('query', 'state', 'Only these', ref('State') as never, false)],
        more: { 200: { description: 'The table', content: { 'text/csv': { schema: { type: 'string' } } } } },
        problems: [...missing, 'validation'],
      }),
    },
    [`${campaign}/members`]: {
      get: operation({
        id: 'listMembers',
        summary: 'Members with their consent, also those nobody is shown',
        scope: 'read',
        parameters: [CAMPAIGN()],
        output: 'MemberRecords',
        problems: missing,
      }),
    },
    [`${campaign}/members/{member}`]: {
      put: operation({
        id: 'saveMember',
        summary: 'Add or change a member',
        scope: 'edit',
        parameters: [CAMPAIGN(), ITEM('member')],
        input: 'MemberChange',
        problems: missing,
      }),
    },
    [`${campaign}/updates`]: {
      get: operation({
        id: 'listUpdates',
        summary: 'Updates, newest first',
        scope: 'read',
        parameters: [CAMPAIGN()],
        output: 'UpdateRecords',
        problems: missing,
      }),
    },
    [`${campaign}/updates/{update}`]: {
      put: operation({
        id: 'saveUpdate',
        summary: 'Add or change an update',
        scope: 'edit',
        parameters: [CAMPAIGN(), ITEM('update')],
        input: 'UpdateChange',
        problems: missing,
      }),
      delete: operation({
        id: 'removeUpdate',
        summary: 'Remove an update',
        scope: 'edit',
        parameters: [CAMPAIGN(), ITEM('update')],
        problems: [...missing, 'not-found'],
      }),
    },
    [`${admin}/contributions/{contribution}`]: {
      get: operation({
        id: 'contribution',
        summary: 'One contribution, by id or receipt',
        scope: 'read',
        parameters: [ITEM('contribution')],
        output: 'Entry',
        problems: ['contribution-not-found', 'conflict'],
      }),
    },
    [`${admin}/contributions/{contribution}/confirm`]: {
      post: operation({
        id: 'confirmContribution',
        summary: 'The money has arrived, be it a transfer or what was promised; twice changes nothing',
        scope: 'money',
        parameters: [ITEM('contribution')],
        output: 'Entry',
        problems: ['contribution-not-found', 'not-confirmable', 'conflict', 'amount-out-of-range', 'shift-full'],
      }),
    },
    [`${admin}/contributions/{contribution}/refund`]: {
      post: operation({
        id: 'refundContribution',
        summary: 'The money has gone back; twice changes nothing',
        scope: 'money',
        parameters: [ITEM('contribution')],
        output: 'Entry',
        problems: ['contribution-not-found', 'not-refundable', 'conflict'],
      }),
    },
    [`${admin}/forget`]: {
      post: operation({
        id: 'forget',
        summary: 'Erase a person; what they gave stays in the sums without them',
        scope: 'people',
        input: 'ForgetRequest',
        output: 'Forgotten',
        problems: ['not-found', 'contribution-not-found', 'campaign-not-found', 'conflict'],
      }),
    },
    [`${admin}/keys`]: {
      get: operation({ id: 'listKeys', summary: 'Keys, without their secrets', scope: 'keys', output: 'KeyList' }),
      post: operation({
        id: 'makeKey',
        summary: 'Make a key; its secret is told this once',
        scope: 'keys',
        input: 'KeyRequest',
        more: { 201: { description: 'The key', content: json('NewKey') } },
        problems: ['campaign-not-found'],
      }),
    },
    [`${admin}/keys/{key}`]: {
      delete: operation({
        id: 'removeKey',
        summary: 'Remove a key; it stops working at once',
        scope: 'keys',
        parameters: [ITEM('key')],
        problems: ['not-found'],
      }),
    },
    [`${admin}/webhooks`]: {
      get: operation({
        id: 'listWebhooks',
        summary: 'Which other systems are told of contributions, without their secrets',
        scope: 'webhooks',
        output: 'WebhookList',
      }),
      post: operation({
        id: 'addWebhook',
        summary: 'Tell one more; its secret, with which messages are signed, is told this once',
        scope: 'webhooks',
        input: 'WebhookRequest',
        more: { 201: { description: 'The receiver', content: json('NewWebhook') } },
        problems: ['campaign-not-found', 'conflict'],
      }),
    },
    [`${admin}/webhooks/{webhook}`]: {
      delete: operation({
        id: 'removeWebhook',
        summary: 'Tell it nothing any more; what it was not told yet is dropped',
        scope: 'webhooks',
        parameters: [ITEM('webhook')],
        problems: ['not-found', 'conflict'],
      }),
    },
    [`${admin}/webhooks/{webhook}/test`]: {
      post: operation({
        id: 'testWebhook',
        summary: 'Send it a message of the type webhook.test now, and say what it answered',
        scope: 'webhooks',
        parameters: [ITEM('webhook')],
        output: 'WebhookTested',
        problems: ['not-found'],
      }),
    },
    [`${admin}/webhooks/{webhook}/rotate`]: {
      post: operation({
        id: 'rotateWebhook',
        summary:
          'Give it another secret, told this once; for a day messages carry the signature of the one before, too',
        scope: 'webhooks',
        parameters: [ITEM('webhook')],
        output: 'NewWebhook',
        problems: ['not-found', 'conflict'],
      }),
    },
    [`${admin}/webhooks/{webhook}/deliveries`]: {
      get: operation({
        id: 'failedDeliveries',
        summary: 'Messages that did not get through: given up, or to be tried again. The newest hundred',
        scope: 'webhooks',
        parameters: [ITEM('webhook')],
        output: 'WebhookDeliveries',
        problems: ['not-found'],
      }),
    },
    [`${admin}/webhooks/{webhook}/retry`]: {
      post: operation({
        id: 'retryDeliveries',
        summary: 'Send again what did not get through, or one message of it',
        scope: 'webhooks',
        parameters: [ITEM('webhook')],
        input: 'WebhookRetry',
        output: 'WebhookRetried',
        problems: ['not-found'],
      }),
    },
  };
}

export function adminSchemas(): Json {
  const all = { ...inputs, ...outputs };
  return {
    ...Object.fromEntries(Object.entries(all).map(([name, schema]) => [name, jsonSchema(schema)])),
    State: jsonSchema(outputs.Entry.shape.state),
  };
}
