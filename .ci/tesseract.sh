#!/bin/sh
# Tesseract and pdftotext, by which tests read a redacted page as others would; they skip it, and say so, elsewhere.
set -eu
if command -v tesseract >/dev/null 2>&1 && command -v pdftotext >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "tesseract and pdftotext are absent and cannot be installed here: their tests are skipped" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq &&
    apt-get install -y -qq --no-install-recommends tesseract-ocr tesseract-ocr-fra poppler-utils >/dev/null; } ||
    echo "tesseract and pdftotext could not be installed: their tests are skipped" >&2
