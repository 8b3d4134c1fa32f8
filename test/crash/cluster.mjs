// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL of the test's own, which it may stop, freeze and start again; made as script/with-postgres makes its own.
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../month/platform.mjs";
import { pause, standing } from "./ground.mjs";

function programs() {
    const versions = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").map((v) => `/usr/lib/postgresql/${v}/bin`) : [];
    const found = [process.env.ZTC_POSTGRES_BIN, ...versions, ...process.env.PATH.split(":")].find((bin) => bin && existsSync(join(bin, "initdb")));
    if (!found) throw new Error("no initdb; install postgresql-15");
    return found;
}

// PostgreSQL refuses to run as root.
function owner() {
    if (process.getuid() !== 0) return {};
    const id = (flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
    return { uid: id("-u"), gid: id("-g") };
}

// One that has ended meanwhile hears nothing any more.
function signal(pid, name) {
    try {
        process.kill(pid, name);
    } catch (error) {
        if (error.code !== "ESRCH") throw error;
    }
}

export async function startCluster() {
    const bin = programs(), as = owner();
    const folder = mkdtempSync(join(tmpdir(), "ztc-cluster-"));
    chmodSync(folder, 0o700);
    if (as.uid !== undefined) chownSync(folder, as.uid, as.gid);
    const data = join(folder, "data"), port = await freePort();
    const run = (program, ...words) => execFileSync(join(bin, program), words, { ...as, cwd: folder, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
    run("initdb", "-D", data, "-U", "ztc", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions");

    const user = as.uid === undefined ? [] : ["--reuid", as.uid, "--regid", as.gid, "--clear-groups"].map(String);
    let server, ended, frozen = [];
    const address = (name) => `postgresql://ztc@127.0.0.1:${port}/${name}`;
    const cluster = {
        async start() {
            const words = ["-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${folder}`, "-c", "max_connections=100", "-c", "shared_buffers=32MB"];
            /* Ends with the test, however that ends. */
            server = spawn("setpriv", ["--pdeathsig", "INT", ...user, join(bin, "postgres"), ...words.map(String)], { cwd: folder, stdio: "ignore" });
            ended = new Promise((done) => server.once("exit", done));
            for (let i = 0; i < 400; i++) {
                try {
                    run("pg_isready", "-q", "-h", "127.0.0.1", "-p", String(port));
                    return;
                } catch {
                    await pause(25);
                }
            }
            throw new Error("PostgreSQL does not start");
        },
        // At once and without a word to anybody: what was not in its log on disk is gone.
        async stop(signal = "SIGQUIT") {
            server.kill(signal);
            await ended;
        },
        // All of its processes: the postmaster and its children stand still, nobody hears anything.
        freeze() {
            frozen = cluster.processes();
            for (const pid of frozen) signal(pid, "SIGSTOP");
        },
        thaw() {
            for (const pid of new Set([...frozen, ...cluster.processes()])) signal(pid, "SIGCONT");
            frozen = [];
        },
        processes() {
            const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
            const parent = (pid) => {
                try {
                    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ")[1]);
                } catch {
                    return 0;
                }
            };
            return [server.pid, ...all.map(Number).filter((pid) => parent(pid) === server.pid)];
        },
        // One server process dies: PostgreSQL ends all others with it and starts over.
        killOne() {
            const pids = cluster.sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'ztc' AND state IS NOT NULL ORDER BY query_start DESC LIMIT 1").trim();
            if (pids) process.kill(Number(pids), "SIGKILL");
        },
        sql: (text, name = "postgres") => execFileSync("psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", address(name), "-c", text], { encoding: "utf8" }),
        address,
        async remove() {
            standing.delete(cluster);
            cluster.thaw();
            await cluster.stop();
            rmSync(folder, { recursive: true, force: true });
        },
    };
    standing.add(cluster);
    await cluster.start();
    return cluster;
}
