import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Yeniden dene',
  refreshNow: 'Şimdi yenile',
  figuresFrom: 'Veriler: {time}. Hizmet yanıt verince yenilenir.',
  offline: 'Çevrimdışısınız. Bağlantı gelince bu kendiliğinden görünür.',
  offlineFigures: 'Çevrimdışısınız. Veriler: {time}.',
  daysLeft: { one: '{count} gün', other: '{count} gün' },
  hoursLeft: { one: '{count} saat', other: '{count} saat' },
  minutesLeft: { one: '{count} dakika', other: '{count} dakika' },
  anonymous: 'Adsız',
  opensOn: 'Bu kampanya {date} tarihinde başlıyor.',
  closedTitle: 'Bu kampanya sona erdi.',
  pausedTitle: 'Bu kampanyaya ara verildi.',
  testMode: 'Test kipi: para aktarılmıyor.',
};
