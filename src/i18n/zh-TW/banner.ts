import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: { other: '<b>{count} 人</b>已疊上一塊石頭' },
  bannerEnds: '還剩 {left}，{date}截止',
  bannerPercent: '{target} 的 {percent}',
  bannerLatest: '最新消息，{date}',
  bannerValues: '我們的承諾',
  bannerEvidence: '佐證',
  bannerAudit: '帳目查核：{issuer}。',
  bannerCertificate: '認證：{issuer}。',
  bannerReport: '報告：{issuer}。',
  bannerReceipt: '收據：{issuer}。',
  bannerPhoto: '攝影：{issuer}。',
  bannerMetric: '量測：{issuer}。',
  bannerSoon: '本活動即將開始。',
  bannerEndedOn: '已於{date}結束。',
  bannerAbout: '認識活動',
  bannerOutcome: '看看捐款帶來的改變',
  bannerStale: '無法取得最新資訊。連結仍可使用。',
  bannerFault: '目前無法取得最新資訊。',
};
