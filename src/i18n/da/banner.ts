import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} person</b> har lagt en sten',
    other: '<b>{count} personer</b> har lagt en sten',
  },
  bannerEnds: '{left} tilbage, til {date}',
  bannerPercent: '{percent} af {target}',
  bannerLatest: 'Seneste nyt, {date}',
  bannerValues: 'Det står vi for',
  bannerEvidence: 'Dokumentation',
  bannerAudit: 'Regnskab revideret af {issuer}.',
  bannerCertificate: 'Certificeret af {issuer}.',
  bannerReport: 'Rapport fra {issuer}.',
  bannerReceipt: 'Kvittering fra {issuer}.',
  bannerPhoto: 'Foto: {issuer}.',
  bannerMetric: 'Målt af {issuer}.',
  bannerSoon: 'Kampagnen begynder snart.',
  bannerEndedOn: 'Den sluttede {date}.',
  bannerAbout: 'Om kampagnen',
  bannerOutcome: 'Se, hvad gaverne gjorde',
  bannerStale: 'Aktuelle oplysninger kan ikke nås. Linkene virker stadig.',
  bannerFault: 'Aktuelle oplysninger kan ikke nås lige nu.',
};
