import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: { one: '<b>{count} kişi</b> taşını koydu', other: '<b>{count} kişi</b> taşını koydu' },
  bannerEnds: '{left} kaldı, bitiş {date}',
  bannerPercent: 'Hedefin {percent} kadarı ({target})',
  bannerLatest: 'Son haber, {date}',
  bannerValues: 'Sözümüz',
  bannerEvidence: 'Kanıt',
  bannerAudit: 'Hesapları denetleyen: {issuer}.',
  bannerCertificate: 'Sertifika: {issuer}.',
  bannerReport: 'Rapor: {issuer}.',
  bannerReceipt: 'Makbuz: {issuer}.',
  bannerPhoto: 'Fotoğraf: {issuer}.',
  bannerMetric: 'Ölçüm: {issuer}.',
  bannerSoon: 'Bu kampanya yakında başlıyor.',
  bannerEndedOn: '{date} tarihinde sona erdi.',
  bannerAbout: 'Kampanya hakkında',
  bannerOutcome: 'Bağışların neler yaptığını görün',
  bannerStale: 'Güncel bilgilere ulaşılamıyor. Bağlantılar çalışmayı sürdürüyor.',
  bannerFault: 'Güncel bilgilere şu anda ulaşılamıyor.',
};
