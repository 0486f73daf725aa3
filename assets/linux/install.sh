#!/bin/sh
# Installs Thumbpool for the user who runs this, without root.
#
#	./install.sh              into ~/.local
#	./install.sh --uninstall  removes what was installed, and nothing else
#
# The programs go to ~/.local/bin, all else to ~/.local/share or where
# XDG_DATA_HOME says. A later version replaces an earlier one. What is written down
# of each file is its sum: a file that is not, byte for byte, as it was installed is
# somebody's own, and neither replaced nor removed.
set -eu
umask 022

say() { printf '%s\n' "$*"; }
die() {
	say "install.sh: $*" >&2
	exit 1
}

here=$(cd "$(dirname "$0")" && pwd)
case ${HOME:-} in /*) ;; *) die 'HOME names no folder' ;; esac
bin=$HOME/.local/bin
data=${XDG_DATA_HOME:-}
case $data in /*) ;; *) data=$HOME/.local/share ;; esac # a relative one is none, says its specification
# What was made: a line for each folder, "-  PATH", and for each file, "SHA-256  PATH".
list=$data/thumbpool/installed

# refresh has menus and icons known at once, where these tools are.
refresh() {
	if command -v update-desktop-database >/dev/null && [ -d "$data/applications" ]; then
		update-desktop-database -q "$data/applications" || true
	fi
	if command -v gtk-update-icon-cache >/dev/null && [ -e "$data/icons/hicolor/icon-theme.cache" ]; then
		gtk-update-icon-cache -q -t -f "$data/icons/hicolor" || true
	fi
}

sum() { sha256sum <"$1" | cut -c 1-64; }

is_there() { [ -e "$1" ] || [ -L "$1" ]; }

is_list() { [ -f "$list" ] && [ ! -L "$list" ] && ! grep -qvE '^(-|[0-9a-f]{64})  /' "$list"; }

# is_as_in says whether a file is as a list has it.
is_as_in() { [ -f "$2" ] && [ ! -L "$2" ] && say "$(sum "$2")  $2" | grep -qxF -f "$1"; }

# lines_of gives the folders ("-") or the files ("[!-]") of a list, the last first,
# and leaves out what lies where nothing is installed: a list may be forged.
lines_of() {
	sed '1!G;h;$!d' "$2" | while IFS= read -r line; do
		path=${line#*  }
		case $line in $1*) ;; *) continue ;; esac
		case $path/ in
		*/../*) ;;
		"$bin"/* | "$data"/*) say "$line" ;;
		*) case $bin/:$data/ in "$path"/* | *:"$path"/*) say "$line" ;; esac ;; # above them
		esac
	done
}

# take_away removes the files of a list that are as they were installed, but for
# those of another one, and says which are left.
take_away() {
	lines_of '[!-]' "$1" | grep -vxF -f "$2" | while IFS= read -r line; do
		path=${line#*  }
		rm -f "$(dirname "$path")/$halfway"
		is_there "$path" || continue
		say "$line" >"$work/one"
		if is_as_in "$work/one" "$path"; then
			rm -f "$path"
		elif ! is_as_in "$2" "$path"; then
			say "$path is left: it is not what was installed."
		fi
	done
}

# missing gives those of a folder and the ones above it that are not there.
missing() {
	[ ! -d "$1" ] || return 0
	missing "$(dirname "$1")"
	say "-  $1"
}

# The name of a file on its way.
halfway=.thumbpool-install.new

# put installs a file, under another name on the way so that nothing is written to
# a program that runs, nor through a link.
put() {
	way=$(dirname "$2")/$halfway
	mkdir -p "$(dirname "$2")"
	rm -f "$way"
	cp "$1" "$way"
	mv -f "$way" "$2"
}

# named prints a file of the menus, in which the program is named by its whole
# path, since not everybody's PATH has ~/.local/bin.
named() {
	path=$(say "$bin/thumbpool" | sed 's/[&|]/\\&/g')
	case $path in
	*[!A-Za-z0-9/._-]*) quoted="\"$path\"" ;;
	*) quoted=$path ;;
	esac
	sed -e "s|^Exec=thumbpool |Exec=$quoted |" -e "s|^\\(Exec=sh .*\\) thumbpool\$|\\1 $quoted|" \
		-e '/^Dependencies=/d' -e "s|^PROGRAM = \"thumbpool\"\$|PROGRAM = \"$path\"|" "$1"
}

# stage makes the files as they are to be installed, in "bin" and "data".
stage() {
	mkdir "$work/stage" "$work/stage/data"
	cp -R "$here/bin" "$work/stage/bin"
	cp -R "$here/share/." "$work/stage/data"
	mkdir -p "$work/stage/data/thumbpool"
	cp "$here/install.sh" "$work/stage/data/thumbpool/install.sh"
	find "$work/stage" -type f | while IFS= read -r file; do
		mode=644
		case ${file#"$work/stage/"} in
		bin/* | data/thumbpool/install.sh) mode=755 ;;
		data/kio/*) mode=755 && named "$file" >"$work/one" && cp "$work/one" "$file" ;; # KDE takes only those
		data/applications/* | data/nemo/* | data/nautilus-python/*) named "$file" >"$work/one" && cp "$work/one" "$file" ;;
		esac
		chmod "$mode" "$file"
	done
}

# each gives every file of the stage and, in the next line, where it goes.
each() {
	find "$work/stage" -type f | while IFS= read -r file; do
		say "$file"
		case ${file#"$work/stage/"} in
		bin/*) say "$bin/${file#"$work/stage/bin/"}" ;;
		*) say "$data/${file#"$work/stage/data/"}" ;;
		esac
	done
}

# written puts a list in the place of the one that is there.
written() {
	cp "$1" "$work/written"
	put "$work/written" "$list"
}

install() {
	case $bin$data in
	*[\"\`\$\\%]* | *"
"*) die "menus cannot hold the name of a folder such as $bin" ;;
	esac
	if [ "$(id -u)" = 0 ] && [ "$(stat -c %u "$HOME" 2>/dev/null || say 0)" != 0 ]; then
		die "$HOME is another user's: install as that user"
	fi
	stage
	: >"$work/before"
	if is_list; then
		cat "$list" >"$work/before"
	elif is_there "$list"; then
		die "$list is no list of what is installed"
	fi
	{
		grep '^-  ' "$work/before" || true # folders of an earlier version are this one's too
		missing "$data/thumbpool"
		each | while IFS= read -r file && IFS= read -r to; do
			missing "$(dirname "$to")"
			say "$(sum "$file")  $to"
		done
	} | awk '!seen[$0]++' >"$work/list"
	cat "$work/before" "$work/list" >"$work/both"

	each | while IFS= read -r file && IFS= read -r to; do
		if is_there "$to" && ! is_as_in "$work/both" "$to"; then say "  $to"; fi
	done >"$work/theirs"
	[ ! -s "$work/theirs" ] || die "nothing is installed: these are not as Thumbpool has made them; move them away first
$(cat "$work/theirs")"

	written "$work/both" # so that what is cut off now is known for its own
	each | while IFS= read -r file && IFS= read -r to; do put "$file" "$to"; done
	take_away "$work/before" "$work/list" # what an earlier version had and this one has not
	written "$work/list"
	refresh

	say "Thumbpool is installed: look for it in the menu, or start $bin/thumbpool."
	case :$PATH: in
	*":$bin:"*) ;;
	*) say "$bin is not in your PATH yet: log in again, or add it." ;;
	esac
	say "To remove it: sh '$data/thumbpool/install.sh' --uninstall"
}

uninstall() {
	is_list || die "there is no $list: nothing is installed"
	cat "$list" >"$work/before"
	take_away "$work/before" /dev/null
	rm -f "$list"
	refresh
	# a folder made for this keeps nothing but what the tools wrote
	if grep -qxF -e "-  $data/applications" "$work/before" && [ "$(ls -A "$data/applications" 2>/dev/null)" = mimeinfo.cache ]; then
		rm -f "$data/applications/mimeinfo.cache"
	fi
	lines_of - "$work/before" | while IFS= read -r line; do
		rmdir "${line#*  }" 2>/dev/null || true
	done
	say 'Thumbpool is removed.'
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
case ${1:-} in
'') install ;;
--uninstall) uninstall ;;
*) die "what is $1? Only --uninstall can be said" ;;
esac
