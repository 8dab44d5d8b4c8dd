import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} persoon</b> heeft een steen gelegd',
    other: '<b>{count} mensen</b> hebben een steen gelegd',
  },
  bannerEnds: 'nog {left}, tot {date}',
  bannerPercent: '{percent} van {target}',
  bannerLatest: 'Nieuws, {date}',
  bannerValues: 'Waar we voor staan',
  bannerEvidence: 'Onderbouwing',
  bannerAudit: 'Jaar\u00ADrekening gecontroleerd door {issuer}.',
  bannerCertificate: 'Gecertificeerd door {issuer}.',
  bannerReport: 'Rapport van {issuer}.',
  bannerReceipt: 'Bewijs van {issuer}.',
  bannerPhoto: 'Foto: {issuer}.',
  bannerMetric: 'Gemeten door {issuer}.',
  bannerSoon: 'Deze actie begint binnenkort.',
  bannerEndedOn: 'De actie eindigde op {date}.',
  bannerAbout: 'Over de actie',
  bannerOutcome: 'Bekijk wat de giften deden',
  bannerStale: 'De actuele gegevens zijn niet bereikbaar. De links werken nog.',
  bannerFault: 'De actuele gegevens zijn nu niet bereikbaar.',
};
