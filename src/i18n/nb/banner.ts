import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} person</b> har lagt en stein',
    other: '<b>{count} personer</b> har lagt en stein',
  },
  bannerEnds: '{left} igjen, til {date}',
  bannerPercent: '{percent} av {target}',
  bannerLatest: 'Siste nytt, {date}',
  bannerValues: 'Dette står vi for',
  bannerEvidence: 'Dokumentasjon',
  bannerAudit: 'Regnskap revidert av {issuer}.',
  bannerCertificate: 'Sertifisert av {issuer}.',
  bannerReport: 'Rapport fra {issuer}.',
  bannerReceipt: 'Kvittering fra {issuer}.',
  bannerPhoto: 'Foto: {issuer}.',
  bannerMetric: 'Målt av {issuer}.',
  bannerSoon: 'Kampanjen begynner snart.',
  bannerEndedOn: 'Den ble avsluttet {date}.',
  bannerAbout: 'Om kampanjen',
  bannerOutcome: 'Se hva gavene gjorde',
  bannerStale: 'Oppdaterte opplysninger kan ikke nås. Lenkene virker fortsatt.',
  bannerFault: 'Oppdaterte opplysninger kan ikke nås akkurat nå.',
};
