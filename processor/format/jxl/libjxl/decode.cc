// The functions that are called from outside: room for the file, and its decoding.
#include <jxl/decode.h>
#include <jxl/parallel_runner.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT(name) extern "C" __attribute__((export_name(name)))

// Whether the one who waits has given up.
__attribute__((import_module("thumbpool"), import_name("stopped"))) int Stopped();

namespace {

// What there is to tell, as jxl.go reads it.
struct Result {
  uint32_t status;  // of JxlDecoderStatus: 0 is success
  uint32_t width, height, channels;
  uint32_t pixels;                 // where they are
  uint32_t profile, profile_size;  // an ICC profile of their colours
  // The code points of their colours, where there are any: 0 else.
  uint32_t primaries, transfer;
};

Result result;

// Run does one thing after another, and asks between them whether to go on.
JxlParallelRetCode Run(void*, void* of, JxlParallelRunInit init, JxlParallelRunFunction work, uint32_t start, uint32_t end) {
  if (JxlParallelRetCode code = init(of, 1)) return code;
  for (uint32_t i = start; i < end; i++) {
    if (Stopped()) return JXL_PARALLEL_RET_RUNNER_ERROR;
    work(of, i, 0);
  }
  return JXL_PARALLEL_RET_SUCCESS;
}

// ReadColour notes what the colours of the pixels are.
bool ReadColour(JxlDecoder* decoder) {
  JxlColorEncoding colour;
  if (JxlDecoderGetColorAsEncodedProfile(decoder, JXL_COLOR_PROFILE_TARGET_DATA, &colour) == JXL_DEC_SUCCESS) {
    if (colour.primaries == JXL_PRIMARIES_SRGB || colour.primaries == JXL_PRIMARIES_2100) result.primaries = colour.primaries;
    if (colour.primaries == JXL_PRIMARIES_P3) result.primaries = 12;  // with the white of D65
    result.transfer = colour.transfer_function;
  }
  size_t size;
  if (JxlDecoderGetICCProfileSize(decoder, JXL_COLOR_PROFILE_TARGET_DATA, &size) != JXL_DEC_SUCCESS) return true;
  uint8_t* profile = static_cast<uint8_t*>(malloc(size));
  if (!profile) return false;
  if (JxlDecoderGetColorAsICCProfile(decoder, JXL_COLOR_PROFILE_TARGET_DATA, profile, size) != JXL_DEC_SUCCESS) return true;
  result.profile = reinterpret_cast<uintptr_t>(profile);
  result.profile_size = size;
  return true;
}

JxlDecoderStatus Decode(JxlDecoder* decoder, bool pixels) {
  JxlBasicInfo info;
  JxlPixelFormat format = {0, JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
  for (;;) {
    JxlDecoderStatus status = JxlDecoderProcessInput(decoder);
    switch (status) {
      case JXL_DEC_BASIC_INFO:
        if (JxlDecoderGetBasicInfo(decoder, &info) != JXL_DEC_SUCCESS) return JXL_DEC_ERROR;
        result.width = info.xsize;
        result.height = info.ysize;
        format.num_channels = result.channels = info.num_color_channels + (info.alpha_bits > 0);
        break;
      case JXL_DEC_COLOR_ENCODING:
        if (!ReadColour(decoder)) return JXL_DEC_ERROR;
        if (!pixels) return JXL_DEC_SUCCESS;
        break;
      case JXL_DEC_NEED_IMAGE_OUT_BUFFER: {
        size_t size;
        if (JxlDecoderImageOutBufferSize(decoder, &format, &size) != JXL_DEC_SUCCESS) return JXL_DEC_ERROR;
        void* out = calloc(size, 1);
        if (!out || JxlDecoderSetImageOutBuffer(decoder, &format, out, size) != JXL_DEC_SUCCESS) return JXL_DEC_ERROR;
        result.pixels = reinterpret_cast<uintptr_t>(out);
        break;
      }
      case JXL_DEC_FULL_IMAGE:
        return JXL_DEC_SUCCESS;
      case JXL_DEC_NEED_MORE_INPUT:
        // What has come of a file that ends early.
        if (result.pixels) JxlDecoderFlushImage(decoder);
        return status;
      default:
        return status;
    }
  }
}

}  // namespace

EXPORT("room") void* Room(uint32_t n) { return malloc(n); }

// Decode returns where the result is. With more to come, what is there is the
// beginning of a file; pixels tells whether those are wanted.
EXPORT("decode") Result* DecodeFile(const uint8_t* data, uint32_t n, int more, int pixels) {
  JxlDecoder* decoder = JxlDecoderCreate(nullptr);
  int events = JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING | (pixels ? JXL_DEC_FULL_IMAGE : 0);
  result.status = JXL_DEC_ERROR;
  if (!decoder || JxlDecoderSubscribeEvents(decoder, events) != JXL_DEC_SUCCESS ||
      JxlDecoderSetParallelRunner(decoder, Run, nullptr) != JXL_DEC_SUCCESS ||
      JxlDecoderSetKeepOrientation(decoder, JXL_TRUE) != JXL_DEC_SUCCESS ||
      JxlDecoderSetInput(decoder, data, n) != JXL_DEC_SUCCESS) {
    return &result;
  }
  if (!more) JxlDecoderCloseInput(decoder);
  result.status = Decode(decoder, pixels);
  return &result;
}
