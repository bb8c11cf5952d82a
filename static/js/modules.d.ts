/** A module that is bundled by itself, to run in a worker: its address, as seen from the page. */
declare module '*?worker' {
  const address: string;
  export default address;
}

/** Styles that are bundled by themselves: their address, as seen from the page. */
declare module '*?styles' {
  const address: string;
  export default address;
}

/** What is used of gifenc, which brings no types. */
declare module 'gifenc' {
  interface Frame {
    palette?: number[][];
    delay: number;
    repeat?: number;
    dispose: number;
    transparent: boolean;
    transparentIndex: number;
  }
  interface Encoder {
    writeFrame(indices: Uint8Array, width: number, height: number, frame: Frame): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }
  export function GIFEncoder(): Encoder;
  export function quantize(pixels: Uint8ClampedArray, colours: number): number[][];
  export function applyPalette(pixels: Uint8ClampedArray, palette: number[][]): Uint8Array;
}
