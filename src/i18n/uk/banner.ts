import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} людина</b> поклала камінь',
    few: '<b>{count} людини</b> поклали камінь',
    many: '<b>{count} людей</b> поклали камінь',
    other: '<b>{count} людини</b> поклали камінь',
  },
  bannerEnds: 'залишилося {left}, до {date}',
  bannerPercent: '{percent} з {target}',
  bannerLatest: 'Новини, {date}',
  bannerValues: 'Наші зобов’язання',
  bannerEvidence: 'Підтвердження',
  bannerAudit: 'Звітність перевірено аудитом: {issuer}.',
  bannerCertificate: 'Сертифікат: {issuer}.',
  bannerReport: 'Звіт: {issuer}.',
  bannerReceipt: 'Квитанція: {issuer}.',
  bannerPhoto: 'Фото: {issuer}.',
  bannerMetric: 'Вимірювання: {issuer}.',
  bannerSoon: 'Ця кампанія скоро почнеться.',
  bannerEndedOn: 'Вона завершилася {date}.',
  bannerAbout: 'Про кампанію',
  bannerOutcome: 'Подивіться, що зробили внески',
  bannerStale: 'Свіжі дані недоступні. Посилання працюють.',
  bannerFault: 'Свіжі дані зараз недоступні.',
};
