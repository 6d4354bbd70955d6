"""The second peer of the socket: a line in and out again, with Python's own event loop."""

import asyncio
import sys


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()


async def main(path):
    async with await asyncio.start_unix_server(serve, path) as server:
        await server.serve_forever()


asyncio.run(main(sys.argv[1]))
