import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} person</b> har lagt en sten',
    other: '<b>{count} personer</b> har lagt en sten',
  },
  bannerEnds: '{left} kvar, till {date}',
  bannerPercent: '{percent} av {target}',
  bannerLatest: 'Senaste nytt, {date}',
  bannerValues: 'Det här står vi för',
  bannerEvidence: 'Underlag',
  bannerAudit: 'Årsredovisning granskad av {issuer}.',
  bannerCertificate: 'Certifierat av {issuer}.',
  bannerReport: 'Rapport från {issuer}.',
  bannerReceipt: 'Kvitto från {issuer}.',
  bannerPhoto: 'Foto: {issuer}.',
  bannerMetric: 'Uppmätt av {issuer}.',
  bannerSoon: 'Kampanjen börjar snart.',
  bannerEndedOn: 'Den avslutades {date}.',
  bannerAbout: 'Om kampanjen',
  bannerOutcome: 'Se vad gåvorna gjorde',
  bannerStale: 'Aktuella uppgifter går inte att nå. Länkarna fungerar fortfarande.',
  bannerFault: 'Aktuella uppgifter går inte att nå just nu.',
};
