/** What is imported, without the quotes or angle brackets around it. */
export const cleanSpecifier = (text: string): string => text.trim().replace(/^["'`<]+|["'`>]+$/g, '');
