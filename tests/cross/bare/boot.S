/* boot.S — what a boot loader finds (Multiboot 1): from 32 to 64 bits, all
 * registers that the kernels use switched on, then run() (runtime.c). */
.equ MAGIC, 0x1badb002
.equ PRESENT_WRITABLE, 3
.equ LARGE_PAGE, 0x80
.equ CR4_PAE_SSE_XSAVE, 0x40620
.equ EFER, 0xc0000080
.equ EFER_LONG_MODE, 0x100
.equ CR0_PAGING, 0x80000002
.equ CR0_EMULATION, 4
.equ XCR0_ALL, 0xe7 /* x87, SSE, AVX, AVX-512 */

.section .multiboot, "a"
.align 4
.long MAGIC, 0, -MAGIC

.section .text
.code32
.globl start
start:
  cli
  mov $stack_end, %esp
  /* Memory as it is, the first GiB in pages of 2 MiB. */
  mov $directory_pointers, %eax
  or $PRESENT_WRITABLE, %eax
  mov %eax, top_level
  mov $directory, %eax
  or $PRESENT_WRITABLE, %eax
  mov %eax, directory_pointers
  xor %ecx, %ecx
next_page:
  mov %ecx, %eax
  shl $21, %eax
  or $(LARGE_PAGE | PRESENT_WRITABLE), %eax
  mov %eax, directory(, %ecx, 8)
  inc %ecx
  cmp $512, %ecx
  jne next_page
  mov $top_level, %eax
  mov %eax, %cr3
  mov %cr4, %eax
  or $CR4_PAE_SSE_XSAVE, %eax
  mov %eax, %cr4
  mov $EFER, %ecx
  rdmsr
  or $EFER_LONG_MODE, %eax
  wrmsr
  mov %cr0, %eax
  and $~CR0_EMULATION, %eax
  or $CR0_PAGING, %eax
  mov %eax, %cr0
  lgdt segments_pointer
  ljmp $8, $in_64_bits
.code64
in_64_bits:
  mov $16, %ax
  mov %ax, %ds
  mov %ax, %es
  mov %ax, %ss
  xor %ecx, %ecx
  xor %edx, %edx
  mov $XCR0_ALL, %eax
  xsetbv
  fninit
  mov $stack_end, %rsp
  call run

.align 16
segments:
  .quad 0, 0x00af9a000000ffff, 0x00cf92000000ffff /* none, code, data */
segments_pointer:
  .word segments_pointer - segments - 1
  .long segments

.bss
.align 4096
top_level:
  .skip 4096
directory_pointers:
  .skip 4096
directory:
  .skip 4096
.skip 262144
stack_end:

.section .note.GNU-stack, "", @progbits
