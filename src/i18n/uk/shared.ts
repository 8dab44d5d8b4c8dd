import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Спробувати ще раз',
  refreshNow: 'Оновити зараз',
  figuresFrom: 'Дані: {time}. Вони оновляться, щойно сервіс відповість.',
  offline: 'Немає з’єднання. Це з’явиться саме, щойно воно відновиться.',
  offlineFigures: 'Немає з’єднання. Дані: {time}.',
  daysLeft: { one: '{count} день', few: '{count} дні', many: '{count} днів', other: '{count} дня' },
  hoursLeft: { one: '{count} година', few: '{count} години', many: '{count} годин', other: '{count} години' },
  minutesLeft: { one: '{count} хвилина', few: '{count} хвилини', many: '{count} хвилин', other: '{count} хвилини' },
  anonymous: 'Анонімно',
  opensOn: 'Ця кампанія починається {date}.',
  closedTitle: 'Ця кампанія завершена.',
  pausedTitle: 'Ця кампанія призупинена.',
  testMode: 'Тестовий режим: гроші не переказуються.',
};
