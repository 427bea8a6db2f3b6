// What people type where a code is asked for, and why it cannot be one. Pure.

// Six digits, however they are parted: 123 456, 123-456.
export const digitsOf = (typed) => typed.replace(/[\s-]/g, "");

export const wrongDigits = (typed) => {
  if (!typed.trim()) return "Type the six digits.";
  return /^\d{6}$/.test(digitsOf(typed)) ? "" : "The code is six digits.";
};
