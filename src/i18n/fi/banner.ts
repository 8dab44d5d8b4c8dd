import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} ihminen</b> on laskenut kiven',
    other: '<b>{count} ihmistä</b> on laskenut kiven',
  },
  bannerEnds: '{left} jäljellä, päättyy {date}',
  bannerPercent: '{percent} / {target}',
  bannerLatest: 'Uusinta, {date}',
  bannerValues: 'Tähän sitoudumme',
  bannerEvidence: 'Näyttö',
  bannerAudit: 'Tilinpäätöksen tarkastanut {issuer}.',
  bannerCertificate: 'Sertifioinut {issuer}.',
  bannerReport: 'Raportti: {issuer}.',
  bannerReceipt: 'Kuitti: {issuer}.',
  bannerPhoto: 'Kuva: {issuer}.',
  bannerMetric: 'Mitannut {issuer}.',
  bannerSoon: 'Kampanja alkaa pian.',
  bannerEndedOn: 'Se päättyi {date}.',
  bannerAbout: 'Tietoa kampanjasta',
  bannerOutcome: 'Katso, mitä lahjoitukset saivat aikaan',
  bannerStale: 'Ajantasaisia tietoja ei tavoiteta. Linkit toimivat yhä.',
  bannerFault: 'Ajantasaisia tietoja ei juuri nyt tavoiteta.',
};
