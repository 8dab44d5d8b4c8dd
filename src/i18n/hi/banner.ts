import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: { one: '<b>{count} व्यक्ति</b> ने पत्थर रखा है', other: '<b>{count} लोगों</b> ने पत्थर रखा है' },
  bannerEnds: '{left} बाकी, {date} तक',
  bannerPercent: '{target} का {percent}',
  bannerLatest: 'ताज़ा समाचार, {date}',
  bannerValues: 'हमारे संकल्प',
  bannerEvidence: 'प्रमाण',
  bannerAudit: 'लेखा-परीक्षण: {issuer}।',
  bannerCertificate: 'प्रमाणन: {issuer}।',
  bannerReport: 'रिपोर्ट: {issuer}।',
  bannerReceipt: 'रसीद: {issuer}।',
  bannerPhoto: 'फ़ोटो: {issuer}।',
  bannerMetric: 'माप: {issuer}।',
  bannerSoon: 'यह अभियान जल्द शुरू होगा।',
  bannerEndedOn: 'यह {date} को समाप्त हुआ।',
  bannerAbout: 'अभियान के बारे में',
  bannerOutcome: 'देखें, दान से क्या हुआ',
  bannerStale: 'ताज़ा जानकारी नहीं मिल रही। लिंक काम कर रहे हैं।',
  bannerFault: 'अभी ताज़ा जानकारी नहीं मिल रही।',
};
