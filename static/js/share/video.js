/** Whether the browser can make a video of its own accord: WebCodecs, with VP9, which every browser plays. */
export async function makesVideo() {
  if (!('VideoEncoder' in globalThis)) return false;
  const { supported } = await VideoEncoder.isConfigSupported({ codec: 'vp09.00.40.08', width: 1280, height: 1280 });
  return Boolean(supported);
}
