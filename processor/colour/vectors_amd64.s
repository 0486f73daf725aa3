//go:build !purego

#include "textflag.h"

// The inner loops of vectors_amd64.go: recode.go for eight pixels at a time, in
// lanes of 32 bits. They leave it to their caller that there is memory for it.

// The numbers of recode.go and shaper.go.
DATA numbers<>+0(SB)/4, $0x01008000    // sampleZero, and half a level
DATA numbers<>+4(SB)/4, $128
DATA numbers<>+8(SB)/4, $91881         // redOfCr
DATA numbers<>+12(SB)/4, $-22554       // greenOfCb
DATA numbers<>+16(SB)/4, $-46802       // greenOfCr
DATA numbers<>+20(SB)/4, $116130       // blueOfCb
DATA numbers<>+24(SB)/4, $0x1fffff     // 1<<laneBits - 1
DATA numbers<>+28(SB)/4, $-786430      // what encode adds
DATA numbers<>+32(SB)/4, $16384        // 1<<encodedBits
DATA numbers<>+36(SB)/4, $255
DATA numbers<>+40(SB)/4, $19595        // luma
DATA numbers<>+44(SB)/4, $38470
DATA numbers<>+48(SB)/4, $7471
DATA numbers<>+52(SB)/4, $32768
DATA numbers<>+56(SB)/4, $-11056       // chroma
DATA numbers<>+60(SB)/4, $-21712
DATA numbers<>+64(SB)/4, $-27440
DATA numbers<>+68(SB)/4, $-5328
DATA numbers<>+72(SB)/4, $0x808000     // 128.5
DATA numbers<>+76(SB)/4, $0x01010101   // ones, of bytes
DATA numbers<>+80(SB)/4, $0x00020002   // twos, of words
GLOBL numbers<>(SB), RODATA|NOPTR, $84

// Orders of lanes: the first four of each half after the packing of both, and
// each of the lower and of the upper four twice.
DATA orders<>+0(SB)/8, $0x0703060205010400
DATA orders<>+8(SB)/8, $0x0303020201010000
DATA orders<>+16(SB)/8, $0x0707060605050404
GLOBL orders<>(SB), RODATA|NOPTR, $24

#define NUMBER(AT, TO) VPBROADCASTD numbers<>+AT(SB), TO

// SUMS makes four sums of the lights of samples in X3, X4 and X5, as words of 64
// bits. R8 is the shaper.
#define SUMS(TO) \
	VPCMPEQD Y6, Y6, Y6                  \
	VPXOR TO, TO, TO                     \
	VPGATHERDQ Y6, (R8)(X3*8), TO        \
	VPCMPEQD Y6, Y6, Y6                  \
	VPXOR Y9, Y9, Y9                     \
	VPGATHERDQ Y6, 8192(R8)(X4*8), Y9    \
	VPADDQ Y9, TO, TO                    \
	VPCMPEQD Y6, Y6, Y6                  \
	VPXOR Y9, Y9, Y9                     \
	VPGATHERDQ Y6, 16384(R8)(X5*8), Y9   \
	VPADDQ Y9, TO, TO

// ENCODE makes samples of the lowest sums in the words of Y7 and Y8. R9 is the
// encoding, of which four bytes are read for each.
#define ENCODE(TO) \
	VSHUFPS $0x88, Y8, Y7, TO            \
	NUMBER(24, Y6)                       \
	VPAND Y6, TO, TO                     \
	NUMBER(28, Y6)                       \
	VPADDD Y6, TO, TO                    \
	VPSRAD $2, TO, TO                    \
	VPXOR Y6, Y6, Y6                     \
	VPMAXSD Y6, TO, TO                   \
	NUMBER(32, Y6)                       \
	VPMINSD Y6, TO, TO                   \
	VPCMPEQD Y6, Y6, Y6                  \
	VPXOR Y9, Y9, Y9                     \
	VPGATHERDD Y6, (R9)(TO*1), Y9        \
	NUMBER(36, Y6)                       \
	VPAND Y6, Y9, TO

// TIMES adds A times the number at AT to TO, by way of Y6.
#define TIMES(AT, A, TO) \
	NUMBER(AT, Y6)                       \
	VPMULLD A, Y6, Y6                    \
	VPADDD Y6, TO, TO

// RECODE converts the pixels of luma Y0 and chroma Y1 and Y2. It leaves Y11 to
// Y15 alone.
#define RECODE \
	VPSLLD $16, Y0, Y0                   \
	NUMBER(0, Y6)                        \
	VPADDD Y6, Y0, Y3                    \
	VMOVDQA Y3, Y4                       \
	VMOVDQA Y3, Y5                       \
	NUMBER(4, Y6)                        \
	VPSUBD Y6, Y1, Y1                    \
	VPSUBD Y6, Y2, Y2                    \
	TIMES(8, Y2, Y3)                     \
	TIMES(12, Y1, Y4)                    \
	TIMES(16, Y2, Y4)                    \
	TIMES(20, Y1, Y5)                    \
	VPSRLD $16, Y3, Y3                   \
	VPSRLD $16, Y4, Y4                   \
	VPSRLD $16, Y5, Y5                   \
	VPERMQ $0xd8, Y3, Y3                 \
	VPERMQ $0xd8, Y4, Y4                 \
	VPERMQ $0xd8, Y5, Y5                 \
	SUMS(Y7)                             \
	VEXTRACTI128 $1, Y3, X3              \
	VEXTRACTI128 $1, Y4, X4              \
	VEXTRACTI128 $1, Y5, X5              \
	SUMS(Y8)                             \
	ENCODE(Y3)                           \
	VPSRLQ $21, Y7, Y7                   \
	VPSRLQ $21, Y8, Y8                   \
	ENCODE(Y4)                           \
	VPSRLQ $21, Y7, Y7                   \
	VPSRLQ $21, Y8, Y8                   \
	ENCODE(Y5)                           \
	NUMBER(52, Y0)                       \
	TIMES(40, Y3, Y0)                    \
	TIMES(44, Y4, Y0)                    \
	TIMES(48, Y5, Y0)                    \
	VPSRLD $16, Y0, Y0                   \
	NUMBER(72, Y1)                       \
	VMOVDQA Y1, Y2                       \
	TIMES(56, Y3, Y1)                    \
	TIMES(60, Y4, Y1)                    \
	TIMES(64, Y4, Y2)                    \
	TIMES(68, Y5, Y2)                    \
	VPSLLD $15, Y5, Y5                   \
	VPADDD Y5, Y1, Y1                    \
	VPSLLD $15, Y3, Y3                   \
	VPADDD Y3, Y2, Y2                    \
	VPSRLD $16, Y1, Y1                   \
	VPSRLD $16, Y2, Y2

// PACK makes bytes of Y1 and Y2, and of A and B, with saturation: they follow
// each other in Y1. That of order is in Y11.
#define PACK(A, B) \
	VPACKSSDW Y2, Y1, Y1                 \
	VPACKSSDW B, A, A                    \
	VPACKUSWB A, Y1, Y1                  \
	VPERMD Y1, Y11, Y1

// GRAYS makes the luma of grays of the samples in A. R10 is the shaper's grays.
#define GRAYS(A) \
	VPCMPEQD Y6, Y6, Y6                  \
	VPXOR Y9, Y9, Y9                     \
	VPGATHERDD Y6, (R10)(A*4), Y9        \
	VMOVDQA Y9, A

// func recodePixels(luma, cb, cr *byte, n int, s *shaper, out *encodings)
TEXT ·recodePixels(SB), NOSPLIT, $0-48
	MOVQ luma+0(FP), SI
	MOVQ cb+8(FP), BX
	MOVQ cr+16(FP), DX
	MOVQ n+24(FP), CX
	MOVQ s+32(FP), R8
	MOVQ out+40(FP), R9
	VPMOVZXBD orders<>+0(SB), Y11
pixels:
	VPMOVZXBD (SI), Y0
	VPMOVZXBD (BX), Y1
	VPMOVZXBD (DX), Y2
	RECODE
	PACK(Y0, Y0)
	VMOVQ X1, (BX)
	VPEXTRQ $1, X1, (DX)
	VEXTRACTI128 $1, Y1, X1
	VMOVQ X1, (SI)
	ADDQ $8, SI
	ADDQ $8, BX
	ADDQ $8, DX
	SUBQ $8, CX
	JGT pixels
	VZEROUPPER
	RET

// func recodeBlocks(above, below, cb, cr *byte, n int, s *shaper, out *encodings)
TEXT ·recodeBlocks(SB), NOSPLIT, $0-56
	MOVQ above+0(FP), SI
	MOVQ below+8(FP), DI
	MOVQ cb+16(FP), BX
	MOVQ cr+24(FP), DX
	MOVQ n+32(FP), CX
	MOVQ s+40(FP), R8
	MOVQ out+48(FP), R9
	LEAQ 24576(R8), R10
	VPMOVZXBD orders<>+0(SB), Y11
blocks:
	VMOVDQU (SI), X14
	VMOVDQU (DI), X15
	NUMBER(76, Y6)
	VPMADDUBSW X6, X14, X0
	VPMADDUBSW X6, X15, X1
	VPADDW X1, X0, X0
	NUMBER(80, Y6)
	VPADDW X6, X0, X0
	VPSRLW $2, X0, X0
	VPMOVZXWD X0, Y0
	VMOVDQA Y0, Y13
	GRAYS(Y13)
	VPMOVZXBD (BX), Y1
	VPMOVZXBD (DX), Y2
	RECODE
	VPSUBD Y13, Y0, Y13
	PACK(Y0, Y0)
	VMOVQ X1, (BX)
	VPEXTRQ $1, X1, (DX)

	VPMOVZXBD X14, Y1
	VPSRLDQ $8, X14, X14
	VPMOVZXBD X14, Y2
	VPMOVZXBD X15, Y3
	VPSRLDQ $8, X15, X15
	VPMOVZXBD X15, Y4
	GRAYS(Y1)
	GRAYS(Y2)
	GRAYS(Y3)
	GRAYS(Y4)
	VPMOVZXBD orders<>+8(SB), Y6
	VPERMD Y13, Y6, Y5
	VPADDD Y5, Y1, Y1
	VPADDD Y5, Y3, Y3
	VPMOVZXBD orders<>+16(SB), Y6
	VPERMD Y13, Y6, Y5
	VPADDD Y5, Y2, Y2
	VPADDD Y5, Y4, Y4
	PACK(Y3, Y4)
	VMOVDQU X1, (SI)
	VEXTRACTI128 $1, Y1, (DI)
	ADDQ $16, SI
	ADDQ $16, DI
	ADDQ $8, BX
	ADDQ $8, DX
	SUBQ $8, CX
	JGT blocks
	VZEROUPPER
	RET
