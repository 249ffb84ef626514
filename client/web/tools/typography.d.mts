export function frenchFiles(): string[];
export function mendText(text: string): string;
export function mendSource(source: string): string;
