import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} osoba</b> dołożyła kamień',
    few: '<b>{count} osoby</b> dołożyły kamień',
    many: '<b>{count} osób</b> dołożyło kamień',
    other: '<b>{count} osoby</b> dołożyło kamień',
  },
  bannerEnds: 'zostało {left}, do {date}',
  bannerPercent: '{percent} z {target}',
  bannerLatest: 'Aktualności, {date}',
  bannerValues: 'Nasze zobowiązania',
  bannerEvidence: 'Potwierdzenia',
  bannerAudit: 'Sprawozdanie zbadane przez: {issuer}.',
  bannerCertificate: 'Certyfikat: {issuer}.',
  bannerReport: 'Raport: {issuer}.',
  bannerReceipt: 'Potwierdzenie wpłaty: {issuer}.',
  bannerPhoto: 'Zdjęcie: {issuer}.',
  bannerMetric: 'Pomiar: {issuer}.',
  bannerSoon: 'Ta zbiórka wkrótce się zacznie.',
  bannerEndedOn: 'Zakończyła się {date}.',
  bannerAbout: 'O zbiórce',
  bannerOutcome: 'Zobacz, co dały wpłaty',
  bannerStale: 'Nie można pobrać bieżących danych. Linki nadal działają.',
  bannerFault: 'W tej chwili nie można pobrać bieżących danych.',
};
