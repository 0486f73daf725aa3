// The only two functions that are called from outside: room for the coded
// picture, and its decoding.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "dav1d/dav1d.h"

#define EXPORT(name) __attribute__((export_name(name)))

// What decode has to tell, as av1.go reads it.
struct result {
	int32_t width, height, depth, layout;
	uint32_t plane[3];
	int32_t stride[2];
	int32_t primaries, transfer, matrix, full_range;
};

static struct result result;
static Dav1dPicture picture;

EXPORT("room") void *room(uint32_t n) { return malloc(n); }

// decode returns where the result is, or 0, with the error of dav1d in width: of
// n bytes at data, a picture of no more than so many pixels.
EXPORT("decode") struct result *decode(uint8_t *data, uint32_t n, uint32_t pixels, int operating_point) {
	Dav1dSettings settings;
	Dav1dContext *context;
	Dav1dData in = {0};
	dav1d_default_settings(&settings);
	settings.n_threads = 1;
	settings.max_frame_delay = 1;
	settings.all_layers = 0;
	settings.operating_point = operating_point;
	settings.frame_size_limit = pixels;
	settings.logger.callback = NULL;
	int error = dav1d_open(&context, &settings);
	if (!error) {
		uint8_t *copy = dav1d_data_create(&in, n);
		if (!copy) error = DAV1D_ERR(ENOMEM);
		else memcpy(copy, data, n);
	}
	// The picture is there when all of the item has been looked at: a picture in
	// layers has its best at the end.
	int got = 0;
	while (!error) {
		if (in.sz) {
			error = dav1d_send_data(context, &in);
			if (error == DAV1D_ERR(EAGAIN)) error = 0;
			if (error) break;
		}
		error = dav1d_get_picture(context, &picture);
		if (!error) {
			got = 1;
			break;
		}
		if (error == DAV1D_ERR(EAGAIN) && in.sz) error = 0;
	}
	if (!got) {
		result.width = error;
		result.height = 0;
		return &result;
	}
	result.width = picture.p.w;
	result.height = picture.p.h;
	result.depth = picture.p.bpc;
	result.layout = picture.p.layout;
	for (int i = 0; i < 3; i++) result.plane[i] = (uint32_t)picture.data[i];
	for (int i = 0; i < 2; i++) result.stride[i] = picture.stride[i];
	result.primaries = picture.seq_hdr->pri;
	result.transfer = picture.seq_hdr->trc;
	result.matrix = picture.seq_hdr->mtrx;
	result.full_range = picture.seq_hdr->color_range;
	return &result;
}
