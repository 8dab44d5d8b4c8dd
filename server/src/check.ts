import { parseCampaign, SchemaError, type Campaign } from '../../src/data/schema.ts';
import { HERE } from './database/import.ts';
import { nearest } from './nearest.ts';
import { campaignJsonSchema } from './openapi.ts';

/** One thing wrong with a campaign file, for the person who wrote it. */
export interface Fault {
  path: string;
  reason: string;
  mend: string;
}

/** What may stand in for a missing core field, so that the reader goes on to the next fault. */
const STAND_INS: Record<string, unknown> = {
  version: 1,
  id: 'campaign',
  organization: { name: 'x' },
  'organization.name': 'x',
  mission: { title: 'x' },
  'mission.title': 'x',
};

/**
 * Everything wrong with a campaign document. Widgets drop a bad item and go on; an operator wants to know about each.
 */
export function checkCampaign(json: unknown): Fault[] {
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    return [{ path: 'the document', reason: 'should be an object', mend: 'begin the file with { and end it with }' }];
  const faults: Fault[] = [];
  const draft = structuredClone(json) as Record<string, unknown>;
  for (let round = 0; round < 50; round++) {
    try {
      const { campaign, dropped } = parseCampaign(draft, HERE);
      for (const { path, reason } of dropped) faults.push(fault(json, path, reason));
      return [...faults, ...misspelt(json, campaignJsonSchema()), ...references(campaign)];
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      faults.push(fault(json, error.path, error.reason));
      replace(draft, error.path.split('.'), STAND_INS[error.path]);
    }
  }
  return faults;
}

/** Names that lead nowhere, and numbers that could never be added up. */
function references(campaign: Campaign): Fault[] {
  const faults: Fault[] = [];
  const goals = new Map(campaign.goals.map((goal) => [goal.id, goal]));
  const pathways = new Set(campaign.pathways.map((pathway) => pathway.id));
  const known = [...goals.keys()].join(', ') || 'none';

  for (const name of ['goals', 'pathways'] as const) {
    const seen = new Set<string>();
    for (const { id } of campaign[name]) {
      if (seen.has(id)) faults.push({ path: `${name}[${id}]`, reason: 'appears twice', mend: 'give each its own id' });
      seen.add(id);
    }
  }
  for (const pathway of campaign.pathways) {
    const at = `pathways[${pathway.id}]`;
    const goal = pathway.goalId === undefined ? undefined : goals.get(pathway.goalId);
    if (pathway.goalId !== undefined && !goal)
      faults.push({
        path: `${at}.goalId`,
        reason: `names the goal ${pathway.goalId}, which is not there`,
        mend: `use one of: ${known}`,
      });
    if (goal && pathway.kind !== 'act' && (goal.unit !== pathway.unit || goal.scale !== pathway.scale))
      faults.push({
        path: `${at}.unit`,
        reason: `is ${pathway.unit} with scale ${pathway.scale}, but its goal ${goal.id} counts ${goal.unit} with scale ${goal.scale}`,
        mend: 'give both the same unit and scale, or remove goalId',
      });
    if (pathway.min !== undefined && pathway.max !== undefined && pathway.min > pathway.max)
      faults.push({ path: `${at}.min`, reason: `is more than max (${pathway.max})`, mend: 'swap them' });
  }
  for (const { goalId } of campaign.history)
    if (!goals.has(goalId))
      faults.push({
        path: 'history.goalId',
        reason: `names the goal ${goalId}, which is not there`,
        mend: `use one of: ${known}`,
      });
  for (const one of campaign.contributions?.items ?? [])
    if (!pathways.has(one.pathwayId))
      faults.push({
        path: `contributions[${one.id}].pathwayId`,
        reason: `names the pathway ${one.pathwayId}, which is not there`,
        mend: `use one of: ${[...pathways].join(', ') || 'none'}`,
      });
  return faults;
}

/** The part of a JSON Schema that names fields. */
interface Shape {
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
}

/** Names that are no fields, but nearly the name of one that is not there: readers pass over them without a word. */
function misspelt(value: unknown, schema: Shape, path = ''): Fault[] {
  if (value === null || typeof value !== 'object') return [];
  const shapes = schema.anyOf ?? [schema];
  if (Array.isArray(value)) {
    const items = shapes.find((shape) => shape.items)?.items;
    const nameOf = (item: unknown, index: number) => String((item as { id?: unknown } | null)?.id ?? index);
    return items ? value.flatMap((item, index) => misspelt(item, items, `${path}[${nameOf(item, index)}]`)) : [];
  }
  const fields = Object.assign({}, ...shapes.map(({ properties }) => properties)) as Record<string, Shape>;
  const missing = Object.keys(fields).filter((name) => !(name in value));
  return Object.entries(value).flatMap(([name, field]): Fault[] => {
    const at = path === '' ? name : `${path}.${name}`;
    if (Object.hasOwn(fields, name)) return misspelt(field, fields[name]!, at);
    const meant = nearest(name, missing);
    return meant ? [{ path: at, reason: `is no field`, mend: `write ${meant}, or take it away` }] : [];
  });
}

function fault(json: unknown, path: string, reason: string): Fault {
  const isThere = path === '' || valueAt(json, path) !== undefined;
  return {
    path: path || 'the document',
    reason: isThere ? reason : `is missing: it ${reason}`,
    mend: mend(path, reason),
  };
}

/** What stands at a path such as `goals[money].raised`. */
function valueAt(json: unknown, path: string): unknown {
  return path.split(/[.[\]]+/).reduce((value: unknown, name) => {
    if (name === '') return value;
    if (Array.isArray(value))
      return value.find((item: { id?: unknown } | null) => item?.id === name) ?? value[Number(name)];
    return (value as Record<string, unknown> | null | undefined)?.[name];
  }, json);
}

function mend(path: string, reason: string): string {
  const field = path.split(/[.[\]]+/).findLast((part) => part !== '' && !/^\d+$/.test(part)) ?? '';
  if (/int\b|integer/.test(reason)) return 'write a whole number: with scale 2, 25.00 is 2500';
  if (field === 'version') return 'write "version": 1';
  if (field === 'id') return 'use letters, digits and . : ~ _ - only, such as "riverbank"';
  if (/ISO 4217/.test(reason))
    return 'write the three letters of a currency, such as "GBP", or a word, such as "hours"';
  if (/https/.test(reason))
    return 'write the whole address, such as "https://example.org/", or one beginning with "./"';
  if (/time like|real date/.test(reason)) return 'write date, time and offset, such as "2026-03-01T12:00:00Z"';
  if (/one of/.test(reason)) return 'use one of these words, in quotes';
  if (/string/.test(reason)) return `write "${field}" as text in quotes`;
  if (/at least 1|too_small/.test(reason)) return 'it cannot be empty';
  if (/number/.test(reason)) return 'write a number without quotes';
  if (/boolean/.test(reason)) return 'write true or false, without quotes';
  if (/array/.test(reason)) return 'write a list in [ and ]';
  if (/object/.test(reason)) return 'write an object in { and }';
  return 'see /schema/campaign.json of a running server, or remove the field';
}

function replace(target: unknown, path: readonly string[], value: unknown): void {
  let parent = target as Record<string, unknown>;
  for (const name of path.slice(0, -1)) parent = parent[name] as Record<string, unknown>;
  const last = path.at(-1)!;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}
