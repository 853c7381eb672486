# Sourced by the scripts beside it (POSIX sh): finds a Python, makes the private environment, installs system parts.
# Expects $here (the packaging folder) and $top (the checkout); sets $python to the environment's interpreter.
# Exit code 3: something of the system is missing that these scripts may not or cannot install.

say() {
    printf '%s\n' "$*" >&2
}

# The environment's Python must be one the locked PySide6 has wheels for.
python_fits='import sys; raise SystemExit(not ((3, 11) <= sys.version_info[:2] < (3, 15)))'
has_venv='import ensurepip, venv'

# Prints the first Python that really runs and fits. Names alone prove nothing: a shim, Apple's stub or a newer or
# older Python may stand behind any of them.
find_python() {
    for candidate in ${NETCARE_PYTHON:+"$NETCARE_PYTHON"} python3 python3.13 python3.12 python3.11 python3.14 \
        /usr/bin/python3 /usr/bin/python3.11 /usr/local/bin/python3 python; do
        found=$(command -v "$candidate" 2>/dev/null) || continue
        if [ "$found" = /usr/bin/python3 ] && [ "$(uname -s)" = Darwin ] && ! xcode-select -p >/dev/null 2>&1; then
            continue # running Apple's stub opens an installer
        fi
        if "$found" -c "$python_fits" >/dev/null 2>&1; then
            printf '%s\n' "$found"
            return 0
        fi
    done
    return 1
}

file_hash() {
    if command -v sha256sum >/dev/null 2>&1; then
        sha256sum "$1" | cut -c1-12
    else
        shasum -a 256 "$1" | cut -c1-12
    fi
}

# install_system_parts PACKAGE…: with apt as root, by sudo after showing the line; else prints it and ends with 3.
install_system_parts() {
    [ $# -gt 0 ] || return 0
    line="apt-get install -y --no-install-recommends $*"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "These parts of the system are missing (Debian's names): $*"
        say "Please install them with your system's package manager and start again."
        exit 3
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=''
    elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then
        as_root=sudo
        say "Parts of the system are missing. This will be run:"
        say "    sudo apt-get update && sudo $line"
    else
        say "Parts of the system are missing. As root, please run:"
        say "    apt-get update && $line"
        exit 3
    fi
    say "Installing parts of the system: $*"
    log=$(mktemp)
    if ! { $as_root apt-get -q update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q \
        -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        say "That did not work. As root, please run:"
        say "    apt-get update && $line"
        exit 3
    fi
    rm -f "$log"
}

# missing_libraries SONAME:PACKAGE…: prints the packages of those the dynamic linker does not know.
missing_libraries() {
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || return 0
    for pair in "$@"; do
        case $known in
            *"${pair%%:*} "*) ;;
            *) printf '%s\n' "${pair#*:}" ;;
        esac
    done
}

# missing_programs NAME:PACKAGE…: the same for programs.
missing_programs() {
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || printf '%s\n' "${pair#*:}"
    done
}

# What PySide6 links (QtWidgets on xcb and offscreen, QtNetwork). Elsewhere than on Linux Qt brings all of it.
qt_libraries='libEGL.so.1:libegl1 libGL.so.1:libgl1 libfontconfig.so.1:libfontconfig1 libdbus-1.so.3:libdbus-1-3
    libglib-2.0.so.0:libglib2.0-0 libxcb-cursor.so.0:libxcb-cursor0 libxkbcommon.so.0:libxkbcommon0
    libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-shape.so.0:libxcb-shape0 libbrotlidec.so.1:libbrotli1 libgssapi_krb5.so.2:libgssapi-krb5-2'

ensure_qt_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    # shellcheck disable=SC2046,SC2086 # lists of words
    install_system_parts $(missing_libraries $qt_libraries)
}

ensure_base_python() {
    base=$(find_python) || base=''
    if [ -z "$base" ] && command -v apt-get >/dev/null 2>&1; then
        if apt-cache show python3.11 >/dev/null 2>&1; then
            install_system_parts python3.11 python3.11-venv
        else
            install_system_parts python3 python3-venv
        fi
        base=$(find_python) || base=''
    fi
    if [ -z "$base" ]; then
        say "NetCare needs Python 3.11 to 3.14, and none was found. Please install one, or name it in NETCARE_PYTHON."
        exit 3
    fi
    if ! "$base" -c "$has_venv" >/dev/null 2>&1; then
        version=$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        install_system_parts "python$version-venv"
        if ! "$base" -c "$has_venv" >/dev/null 2>&1; then
            say "$base lacks the modules venv and ensurepip. Please install them, or name another Python in NETCARE_PYTHON."
            exit 3
        fi
    fi
}

# ensure_environment KIND LOCK MEGABYTES: sets $python. A finished environment is found by the hash of its lock, so a start after
# the first costs one look, and works offline; a changed lock gets a new one, built aside and then renamed.
ensure_environment() {
    kind=$1
    lock=$2
    environment="$top/.venv/$kind-$(file_hash "$lock")"
    python="$environment/bin/python"
    if [ -x "$python" ] && "$python" -c 'import appdirs' >/dev/null 2>&1; then
        return 0
    fi
    ensure_base_python
    say "Setting up, once: Qt and a few libraries are downloaded (about $3 MB) into $top/.venv"
    mkdir -p "$top/.venv" || exit 3
    find "$top/.venv" -maxdepth 1 -name '.building-*' -mtime +0 -exec rm -rf {} + # what a killed set-up left
    building=$(mktemp -d "$top/.venv/.building-XXXXXX") || exit 3
    trap 'rm -rf "$building"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    "$base" -m venv "$building" || exit 3
    if ! "$building/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes \
        --only-binary :all: -r "$lock" >&2; then
        say "The libraries could not be installed. Is the network there? Nothing has been changed; please start again."
        exit 3
    fi
    if [ -d "$environment" ] && ! "$python" -c 'import appdirs' >/dev/null 2>&1; then
        rm -rf "$environment" # its Python has gone, or become another
    fi
    if ! "$base" -c 'import os, sys; os.rename(*sys.argv[1:])' "$building" "$environment" 2>/dev/null &&
        [ ! -x "$python" ]; then
        say "The environment could not be moved to $environment."
        exit 3
    fi
    rm -rf "$building"
    trap - EXIT INT TERM HUP
    for old in "$top/.venv/$kind"-*; do
        [ "$old" = "$environment" ] || rm -rf "$old"
    done
    say "Set up."
}
