import { LOGO_BYTES_MAX, LOGO_POINTS_MAX } from '../../protocol';

/** A picture as documents take it. */
export interface Picture {
  /** A PNG file in base64. */
  image: string;
  width: number;
  height: number;
  /** It was larger. */
  reduced: boolean;
}

/** Width and height at which the longer side is within `side`. */
export function within(width: number, height: number, side: number): [number, number] {
  const scale = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

const START = [0x89, 0x50, 0x4e, 0x47];

async function isPng(file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, START.length).arrayBuffer());
  return START.every((byte, n) => start[n] === byte);
}

/** Any picture that this browser reads, as a PNG file as large as documents take it; nothing: it reads none. */
export async function pictureOf(file: Blob): Promise<Picture | undefined> {
  const read = new Image();
  read.src = URL.createObjectURL(file);
  try {
    await read.decode();
    const { naturalWidth, naturalHeight } = read;
    if (naturalWidth === 0 || naturalHeight === 0) return undefined;
    let [width, height] = within(naturalWidth, naturalHeight, LOGO_POINTS_MAX);
    const same = (): boolean => width === naturalWidth && height === naturalHeight;
    const fits = same() && file.size <= LOGO_BYTES_MAX && (await isPng(file));
    let png = fits ? file : await drawn(read, width, height);
    while (png.size > LOGO_BYTES_MAX) {
      [width, height] = within(width, height, Math.floor(Math.max(width, height) * SMALLER));
      png = await drawn(read, width, height);
    }
    return { image: await base64(png), width, height, reduced: !same() };
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(read.src);
  }
}

/** How much smaller it is tried again while its file is too large. */
const SMALLER = 0.85;

function drawn(picture: HTMLImageElement, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d')!;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, width, height);
  return new Promise((done, failed) => canvas.toBlob((png) => (png ? done(png) : failed(new Error('no picture'))), 'image/png'));
}

function base64(file: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done((reader.result as string).replace(/^.*,/, ''));
    reader.onerror = () => failed(new Error('unread'));
    reader.readAsDataURL(file);
  });
}
