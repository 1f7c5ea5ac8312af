"""Operations: what was done or is under way, its findings, its proof."""
