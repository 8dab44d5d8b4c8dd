import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} человек</b> положил камень',
    few: '<b>{count} человека</b> положили камень',
    many: '<b>{count} человек</b> положили камень',
    other: '<b>{count} человека</b> положили камень',
  },
  bannerEnds: 'осталось {left}, до {date}',
  bannerPercent: '{percent} из {target}',
  bannerLatest: 'Новости, {date}',
  bannerValues: 'Наши обязательства',
  bannerEvidence: 'Подтверждения',
  bannerAudit: 'Отчётность проверена аудитом: {issuer}.',
  bannerCertificate: 'Сертификат: {issuer}.',
  bannerReport: 'Отчёт: {issuer}.',
  bannerReceipt: 'Квитанция: {issuer}.',
  bannerPhoto: 'Фото: {issuer}.',
  bannerMetric: 'Измерения: {issuer}.',
  bannerSoon: 'Эта кампания скоро начнётся.',
  bannerEndedOn: 'Она завершилась {date}.',
  bannerAbout: 'О кампании',
  bannerOutcome: 'Посмотрите, что сделали пожертвования',
  bannerStale: 'Свежие данные недоступны. Ссылки работают.',
  bannerFault: 'Свежие данные сейчас недоступны.',
};
