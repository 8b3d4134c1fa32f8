// SPDX-License-Identifier: Apache-2.0
// nginx as people run it, one process, sending given bodies as files with the headers that the platform sends.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

function freePort() {
    return new Promise((done) => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => done(port));
        });
    });
}

const HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; connect-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
};

function configuration(folder, port, type) {
    const headers = Object.entries(HEADERS).map(([name, value]) => `add_header ${name} "${value}";`);
    return `worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 2048; }
http {
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; etag off;
    client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3;
    uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
    default_type "${type}"; ${headers.join(" ")}
    server { listen 127.0.0.1:${port}; root ${folder}/pages; }
}
`;
}

async function listening(port) {
    for (let i = 0; i < 200; i++) {
        try {
            return await fetch(`http://127.0.0.1:${port}/0`);
        } catch {
            await new Promise((done) => setTimeout(done, 20));
        }
    }
    throw new Error("nginx does not start");
}

export async function startNginx(folder, bodies) {
    const port = await freePort();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, "pages"), { recursive: true });
    bodies.forEach(({ bytes }, i) => writeFileSync(join(folder, "pages", String(i)), bytes));
    writeFileSync(join(folder, "nginx.conf"), configuration(folder, port, bodies[0].type));
    const nginx = spawn("nginx", ["-c", join(folder, "nginx.conf")], { stdio: "inherit", env: { PATH: `${process.env.PATH}:/usr/sbin` } });
    await listening(port);
    const children = readFileSync(`/proc/${nginx.pid}/task/${nginx.pid}/children`, "utf8").trim().split(" ").map(Number);
    return { port, processes: children, paths: bodies.map((_, i) => `/${i}`), stop: () => nginx.kill("SIGTERM") };
}
