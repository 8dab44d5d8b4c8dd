import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} člověk</b> přidal kámen',
    few: '<b>{count} lidé</b> přidali kámen',
    many: '<b>{count} člověka</b> přidalo kámen',
    other: '<b>{count} lidí</b> přidalo kámen',
  },
  bannerEnds: 'zbývá {left}, do {date}',
  bannerPercent: '{percent} z {target}',
  bannerLatest: 'Novinky, {date}',
  bannerValues: 'K čemu se hlásíme',
  bannerEvidence: 'Doklady',
  bannerAudit: 'Účetnictví ověřil auditor: {issuer}.',
  bannerCertificate: 'Certifikace: {issuer}.',
  bannerReport: 'Zpráva: {issuer}.',
  bannerReceipt: 'Potvrzení: {issuer}.',
  bannerPhoto: 'Foto: {issuer}.',
  bannerMetric: 'Měření: {issuer}.',
  bannerSoon: 'Kampaň brzy začne.',
  bannerEndedOn: 'Skončila {date}.',
  bannerAbout: 'O kampani',
  bannerOutcome: 'Podívejte se, co dary dokázaly',
  bannerStale: 'Aktuální údaje nejsou dostupné. Odkazy dál fungují.',
  bannerFault: 'Aktuální údaje teď nejsou dostupné.',
};
