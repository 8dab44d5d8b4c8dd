import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Повторить',
  refreshNow: 'Обновить сейчас',
  figuresFrom: 'Данные: {time}. Они обновятся, как только сервис ответит.',
  offline: 'Нет соединения. Это появится само, когда оно вернётся.',
  offlineFigures: 'Нет соединения. Данные: {time}.',
  daysLeft: { one: '{count} день', few: '{count} дня', many: '{count} дней', other: '{count} дня' },
  hoursLeft: { one: '{count} час', few: '{count} часа', many: '{count} часов', other: '{count} часа' },
  minutesLeft: { one: '{count} минута', few: '{count} минуты', many: '{count} минут', other: '{count} минуты' },
  anonymous: 'Анонимно',
  opensOn: 'Эта кампания начнётся {date}.',
  closedTitle: 'Эта кампания завершена.',
  pausedTitle: 'Эта кампания приостановлена.',
  testMode: 'Тестовый режим: деньги не переводятся.',
};
