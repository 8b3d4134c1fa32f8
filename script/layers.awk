# Called by script/layers with the files of one tree; root is its folder.
# Ends with the count of files in order and of breaches; fails if there are any.

BEGIN {
    # folder: what it may include besides itself. The order, from the ground up.
    may["base"]      = " "
    may["mechanism"] = " base "
    may["sql"]       = " base "
    may["store"]     = " base mechanism sql "
    may["service"]   = " base mechanism sql store "   # sql: for the connection in a context, no text of its own
    may["demo"]      = " base mechanism sql store service "   # plays the use cases, like a person at a desk
    may["simulate"]  = may["demo"] "demo "    # the same, at random, and checks what must hold
    may["pages"]     = " base mechanism service "
    may["papers"]    = may["pages"]
    may["notices"]   = may["pages"]
    may["web"]       = " base mechanism sql store service pages papers notices "
    may["jobs"]      = may["web"]
    may["commands"]  = may["web"] "web jobs demo simulate "
    may["."]         = may["commands"] "commands "    # main.c and its tables

    # Folders that may touch a database, the network, the system's clock.
    database = " sql "
    network  = " web jobs notices "
    clock    = " base sql web jobs commands . "
    sql_text = " store sql "
    html     = " base pages web papers notices jobs commands . "
    # The ground floor and the drivers know nothing of the domain.
    domain   = "(^|[^a-z])(appeals?|enterprises?|coordinators?|jurisdictions?|catalogues?)($|[^a-z])"
}

function breach(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what
    breaches++
    bad[FILENAME] = 1
}

function among(list) { return index(list, " " folder " ") > 0 }

# The line without comments; comments may run over lines.
function code_of(line,    at, rest)
{
    rest = ""
    while (line != "") {
        if (in_comment) {
            at = index(line, "*/")
            if (!at) return rest
            line = substr(line, at + 2)
            in_comment = 0
        }
        at = index(line, "/*")
        if (!at) return rest line
        rest = rest substr(line, 1, at - 1)
        line = substr(line, at + 2)
        in_comment = 1
    }
    return rest
}

# What stands between double quotes, one text behind the other.
function literals_of(line,    all)
{
    all = ""
    gsub(/\\./, "", line)
    while (match(line, /"[^"]*"/)) {
        all = all " " substr(line, RSTART + 1, RLENGTH - 2) " "
        line = substr(line, RSTART + RLENGTH)
    }
    return all
}

FNR == 1 {
    files++
    in_comment = 0
    path = substr(FILENAME, length(root) + 2)
    folder = index(path, "/") ? substr(path, 1, index(path, "/") - 1) : "."
    if (!(folder in may)) breach("no such folder in the order of the house: " folder)
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
    match($0, /"[^"]*"/)
    target = substr($0, RSTART + 1, RLENGTH - 2)
    # Without a folder: the table of main.c that says what can be typed.
    if (!index(target, "/")) {
        if (folder != "." && folder != "commands") breach("name the folder of \"" target "\"")
        next
    }
    sub(/\/.*/, "", target)
    if (target != folder && folder in may && !index(may[folder], " " target " "))
        breach(folder "/ may not include " target "/")
    next
}

/^[ \t]*#[ \t]*include[ \t]*</ {
    if ($0 ~ /<(sqlite3|libpq-fe|libpq\/.*)\.h>/ && !among(database)) breach("only sql/ talks to a database")
    if ($0 ~ /<(microhttpd|sys\/socket|netinet\/.*|netdb|curl\/.*)\.h>/ && !among(network))
        breach(folder "/ has no network")
    if ($0 ~ /<(time|sys\/time|sys\/timeb)\.h>/ && !among(clock)) breach(folder "/ does not ask for the time")
    if (folder == "mechanism" && $0 ~ /<(unistd|fcntl|pthread|sys\/.*|dirent|openssl\/.*)\.h>/)
        breach("mechanism/ is pure: no I/O, no threads")
    next
}

{
    code = code_of($0)
    if (code ~ /^[ \t]*$/) next
    literal = code ~ /"/ ? literals_of(code) : ""

    if (code ~ /(^|[^a-z_])(clock_gettime|gettimeofday|time)[ ]*\([ ]*(NULL|0|&|CLOCK_)/ && !among(clock))
        breach(folder "/ does not ask for the time: it is in the context")
    if (literal != "" && !among(sql_text) &&
        literal ~ /(SELECT [a-z0-9*(]|INSERT INTO |DELETE FROM |UPDATE [a-z_]+|CREATE (TABLE|INDEX)| FROM [a-z_]+ | WHERE [a-z_.]+ )/)
        breach("text of SQL outside store/ and sql/")
    if (literal != "" && !among(html) &&
        literal ~ /<(p|div|span|a|h[1-6]|table|tr|td|th|ul|ol|li|br|form|input|button|main|section)[ >\/]/)
        breach("HTML in " folder "/")
    if ((folder == "base" || folder == "sql") && tolower(code) ~ domain)
        breach(folder "/ knows a word of the domain")
}

END {
    for (name in bad) bad_files++
    printf "%d passed, %d failed\n", files - bad_files, breaches
    exit breaches > 0
}
