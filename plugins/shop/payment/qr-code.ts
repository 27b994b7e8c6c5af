import { toBuffer } from 'qrcode';

/** Draws a QR code. @returns a PNG of about 400 pixels. @throws Error for more text than one can hold. */
export function qrCode(text: string): Promise<Buffer> {
  // Phones read it from a dark screen by the white frame around it.
  return toBuffer(text, { type: 'png', errorCorrectionLevel: 'M', margin: 4, width: 400 });
}
