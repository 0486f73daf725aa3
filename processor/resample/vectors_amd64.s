//go:build !purego

#include "textflag.h"

// The inner loops of vectors_amd64.go. They run on whole registers, and leave
// it to their caller that there is memory for it.

// ROUNDING sets X11 to the shift in CX and Y15 to half of what it shifts out.
#define ROUNDING \
	VMOVQ CX, X11              \
	MOVL $1, AX                \
	DECQ CX                    \
	SHLL CX, AX                \
	VMOVD AX, X15              \
	VPBROADCASTD X15, Y15

// COLUMNS sums pairs of source rows for two output rows, 16 columns at a time.
//
//	SI   first source row           R8   coefficients of the first pair
//	DX   source stride in bytes     R9   source rows
//	DI   output row y               BX   output row y+1
//	R10  columns, a multiple of 16  Y15  rounding
//	X11  shift                      SIZE bytes in a source sample
//
// LOAD brings 16 source samples to words. A pair is two words of coefficients
// for y and two for y+1; the second row of an odd last pair, whose coefficients
// are zero, is the first again, as there may be no other.
#define COLUMNS(LOAD, SIZE) \
block:                         \
	MOVQ SI, R11               \
	MOVQ R8, R12               \
	MOVQ R9, CX                \
	VMOVDQA Y15, Y0            \
	VMOVDQA Y15, Y1            \
	VMOVDQA Y15, Y2            \
	VMOVDQA Y15, Y3            \
pair:                          \
	MOVQ DX, R13               \
	CMPQ CX, $1                \
	CMOVQEQ AX, R13            \
	LOAD (R11), Y4             \
	LOAD (R11)(R13*1), Y5      \
	VPUNPCKLWD Y5, Y4, Y6      \
	VPUNPCKHWD Y5, Y4, Y7      \
	VPBROADCASTD (R12), Y8     \
	VPBROADCASTD 4(R12), Y9    \
	VPMADDWD Y8, Y6, Y10       \
	VPMADDWD Y8, Y7, Y14       \
	VPMADDWD Y9, Y6, Y12       \
	VPMADDWD Y9, Y7, Y13       \
	VPADDD Y10, Y0, Y0         \
	VPADDD Y14, Y1, Y1         \
	VPADDD Y12, Y2, Y2         \
	VPADDD Y13, Y3, Y3         \
	LEAQ (R11)(DX*2), R11      \
	ADDQ $8, R12               \
	SUBQ $2, CX                \
	JGT pair                   \
	VPSRAD X11, Y0, Y0         \
	VPSRAD X11, Y1, Y1         \
	VPSRAD X11, Y2, Y2         \
	VPSRAD X11, Y3, Y3         \
	VPACKSSDW Y1, Y0, Y0       \
	VPACKSSDW Y3, Y2, Y2       \
	VMOVDQU Y0, (DI)           \
	VMOVDQU Y2, (BX)           \
	ADDQ $(16*SIZE), SI        \
	ADDQ $32, DI               \
	ADDQ $32, BX               \
	SUBQ $16, R10              \
	JGT block                  \
	VZEROUPPER                 \
	RET

// func columnsOfBytes(a, b *int16, n int, src *byte, stride int, coef *uint64, rows int, shift uint)
TEXT ·columnsOfBytes(SB), NOSPLIT, $0-64
	MOVQ a+0(FP), DI
	MOVQ b+8(FP), BX
	MOVQ n+16(FP), R10
	MOVQ src+24(FP), SI
	MOVQ stride+32(FP), DX
	MOVQ coef+40(FP), R8
	MOVQ rows+48(FP), R9
	MOVQ shift+56(FP), CX
	ROUNDING
	XORL AX, AX
	COLUMNS(VPMOVZXBW, 1)

// func columnsOfFractions(a, b *int16, n int, src *int16, stride int, coef *uint64, rows int, shift uint)
TEXT ·columnsOfFractions(SB), NOSPLIT, $0-64
	MOVQ a+0(FP), DI
	MOVQ b+8(FP), BX
	MOVQ n+16(FP), R10
	MOVQ src+24(FP), SI
	MOVQ stride+32(FP), DX
	SHLQ $1, DX
	MOVQ coef+40(FP), R8
	MOVQ rows+48(FP), R9
	MOVQ shift+56(FP), CX
	ROUNDING
	XORL AX, AX
	COLUMNS(VMOVDQU, 2)

// DOT sums the products of one output sample's coefficients with two rows.
//
//	SI, DX  the rows                   A, B  the sums, in eight parts each
//	R8      windows, of which WINDOW   R10   bytes of coefficients, for one
//	R9      coefficients, moved on           output sample
#define DOT(WINDOW, A, B, LOOP) \
	MOVLQSX WINDOW(R8), R11    \
	LEAQ (SI)(R11*2), R12      \
	LEAQ (DX)(R11*2), R13      \
	VPXOR A, A, A              \
	VPXOR B, B, B              \
	XORL R11, R11              \
LOOP:                          \
	VMOVDQU (R9)(R11*1), Y12   \
	VPMADDWD (R12)(R11*1), Y12, Y13 \
	VPMADDWD (R13)(R11*1), Y12, Y14 \
	VPADDD Y13, A, A           \
	VPADDD Y14, B, B           \
	ADDQ $32, R11              \
	CMPQ R11, R10              \
	JLT LOOP                   \
	ADDQ R10, R9

// FOUR makes four samples of each row: those of the first in the lower half of
// Y0, those of the second in the upper, as words and twice. Where there is no
// second row, it lies on the first, which is therefore stored after it.
#define FOUR \
	DOT(0, Y0, Y4, dot0)       \
	DOT(8, Y1, Y5, dot1)       \
	DOT(16, Y2, Y6, dot2)      \
	DOT(24, Y3, Y7, dot3)      \
	ADDQ $32, R8               \
	VPHADDD Y1, Y0, Y0         \
	VPHADDD Y3, Y2, Y2         \
	VPHADDD Y5, Y4, Y4         \
	VPHADDD Y7, Y6, Y6         \
	VPHADDD Y2, Y0, Y0         \
	VPHADDD Y6, Y4, Y4         \
	VPERM2I128 $0x20, Y4, Y0, Y1 \
	VPERM2I128 $0x31, Y4, Y0, Y2 \
	VPADDD Y1, Y2, Y0          \
	VPADDD Y0, Y15, Y0         \
	VPSRAD X11, Y0, Y0         \
	VPACKSSDW Y0, Y0, Y0

// func rowsOfBytes(a, b *byte, n int, srcA, srcB *int16, windows *window, coef *int16, stride int, shift uint)
TEXT ·rowsOfBytes(SB), NOSPLIT, $0-72
	MOVQ shift+64(FP), CX
	ROUNDING
	MOVQ a+0(FP), DI
	MOVQ b+8(FP), BX
	MOVQ n+16(FP), CX
	MOVQ srcA+24(FP), SI
	MOVQ srcB+32(FP), DX
	MOVQ windows+40(FP), R8
	MOVQ coef+48(FP), R9
	MOVQ stride+56(FP), R10
	SHLQ $1, R10

bytes:
	FOUR
	VPACKUSWB Y0, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VMOVD X1, (BX)
	VMOVD X0, (DI)
	ADDQ $4, DI
	ADDQ $4, BX
	SUBQ $4, CX
	JGT bytes
	VZEROUPPER
	RET

// func rowsOfFractions(a, b *int16, n int, srcA, srcB *int16, windows *window, coef *int16, stride int, shift uint)
TEXT ·rowsOfFractions(SB), NOSPLIT, $0-72
	MOVQ shift+64(FP), CX
	ROUNDING
	MOVQ a+0(FP), DI
	MOVQ b+8(FP), BX
	MOVQ n+16(FP), CX
	MOVQ srcA+24(FP), SI
	MOVQ srcB+32(FP), DX
	MOVQ windows+40(FP), R8
	MOVQ coef+48(FP), R9
	MOVQ stride+56(FP), R10
	SHLQ $1, R10

fractions:
	FOUR
	VEXTRACTI128 $1, Y0, X1
	VMOVQ X1, (BX)
	VMOVQ X0, (DI)
	ADDQ $8, DI
	ADDQ $8, BX
	SUBQ $4, CX
	JGT fractions
	VZEROUPPER
	RET
