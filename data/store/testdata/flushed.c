/* Keeps, of every file that the process flushes, the content as it was flushed last:
 * in the folder KEYDAY_TEST_FLUSHED, under the file's name. What was written and
 * never flushed is not there, as after a power cut. Loaded before libc by
 * powercut_test.go, where no disk of its own can be had. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int keep(int fd)
{
	const char *into = getenv("KEYDAY_TEST_FLUSHED");
	char link[64], path[PATH_MAX], whole[PATH_MAX + 8], part[PATH_MAX + 16], buf[1 << 16];
	off_t at = 0;
	ssize_t n;
	int from, out;

	if (!into)
		return 0;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof path - 1);
	if (n < 0)
		return -1;
	path[n] = 0;
	snprintf(whole, sizeof whole, "%s/%s", into, strrchr(path, '/') + 1);
	snprintf(part, sizeof part, "%s.part", whole);
	from = open(link, O_RDONLY);
	if (from < 0)
		return -1;
	out = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (out < 0) {
		close(from);
		return -1;
	}
	while ((n = pread(from, buf, sizeof buf, at)) > 0) {
		if (write(out, buf, n) != n) {
			n = -1;
			break;
		}
		at += n;
	}
	close(from);
	close(out);
	return n < 0 ? -1 : rename(part, whole);
}

int fsync(int fd)     { return keep(fd); }
int fdatasync(int fd) { return keep(fd); }
