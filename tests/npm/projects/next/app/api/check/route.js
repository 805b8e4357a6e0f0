import { validate } from "zenlayer-reinstall";

export async function POST(request) {
  return Response.json(validate(await request.json()));
}
